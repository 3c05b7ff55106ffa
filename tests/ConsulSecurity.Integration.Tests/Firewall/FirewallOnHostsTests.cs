using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Firewall;
using ConsulSecurity.Lab;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Firewall;

public sealed class FirewallOnHostsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int AppPort = 8080;
    private const int SidecarPort = 21000;

    // No rule is about it and nothing listens there, so it refuses.
    private const int Unruled = 9999;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly string[] s_hosts = ["a", "b", "c"];

    private readonly List<Socket> _listeners = [];
    private NamespaceLab _lab = null!;
    private HostAgents _agents = null!;

    public async Task InitializeAsync()
    {
        if (NamespaceLab.Unavailable is null)
        {
            _lab = await NamespaceLab.CreateAsync("a", "b", "c", "evil");
            _agents = new HostAgents(_lab);
        }
    }

    public async Task DisposeAsync()
    {
        _listeners.ForEach(listener => listener.Dispose());
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }
    }

    [NamespaceFact]
    public async Task Agents_form_a_cluster_and_a_stranger_reaches_no_port_of_theirs()
    {
        foreach (string host in s_hosts)
        {
            _agents.Start(host);
        }

        Listen("b", AppPort);
        Listen("b", SidecarPort);
        Listen("b", 22);
        foreach (string host in s_hosts)
        {
            await _agents.WaitAsync(host);
        }

        await new AgentServiceApi(Client("b")).RegisterAsync(
            JObject.FromObject(new { Name = "web", Port = AppPort, Connect = new { SidecarService = new { Port = SidecarPort } } }), null, CancellationToken.None);

        // Without rules everything is open, DNS as soon as there is a leader.
        await Poll.UntilAsync(
            () => Task.FromResult(Expected(fromStranger: true, isFiltered: false).SequenceEqual(Seen("evil")) ? null : "not every port is open"), s_patience);

        var all = new Dictionary<string, IReadOnlyList<ConsulFirewallRule>>();
        foreach (string host in s_hosts)
        {
            FirewallFacts facts = await FirewallSurvey.CollectAsync(Client(host), CancellationToken.None);
            IReadOnlyList<ConsulFirewallRule> rules = FirewallRules.Make(
                facts, new() { Agents = [.. s_hosts.Select(_lab.Address)], ManagementPorts = [22] });
            await Firewall(host).ApplyAsync(rules, [22], rollbackAfter: null, CancellationToken.None);
            all[host] = rules;
        }

        await Client("b").SendAsync(ConsulRequest.Put($"agent/join/{_lab.Address("a")}"), CancellationToken.None);
        await Client("c").SendAsync(ConsulRequest.Put($"agent/join/{_lab.Address("a")}"), CancellationToken.None);
        foreach (string host in s_hosts)
        {
            await Poll.UntilAsync(async () => await _agents.AliveAsync(host) is 3 ? null : $"{host} does not see 3 members", s_patience);
        }

        await Poll.UntilAsync(
            async () => (await Client("c").AskAsync(ConsulRequest.Put("kv/x").WithBody("1"), CancellationToken.None)).IsSuccess ? null : "no write", s_patience);
        Assert.Equal(Expected(fromStranger: true, isFiltered: true), Seen("evil"));
        Assert.Equal(Expected(fromStranger: false, isFiltered: true), Seen("c"));
        foreach (string host in s_hosts)
        {
            Sweep(host, all[host]);
        }
    }

    // Every port of every rule, TCP and UDP, by IPv4 and IPv6: a filtered one is silent, also where nothing listens, which else would refuse.
    private void Sweep(string host, IReadOnlyList<ConsulFirewallRule> rules)
    {
        foreach (FirewallProtocol protocol in new[] { FirewallProtocol.Tcp, FirewallProtocol.Udp })
        {
            int[] ports = [.. rules.Where(rule => rule.Protocol == protocol).SelectMany(rule => Enumerable.Range(rule.FirstPort, rule.LastPort - rule.FirstPort + 1)).Distinct()];
            foreach (string address in new[] { _lab.Address(host), _lab.Address6(host) })
            {
                Assert.Equal([Unruled], Reach.NotSilent(_lab, "evil", address, protocol, [.. ports, Unruled]));
            }

            output.WriteLine($"{host}: {ports.Length} {protocol} ports silent to a stranger by IPv4 and IPv6");
        }
    }

    [NamespaceFact]
    public async Task What_is_not_kept_is_rolled_back_and_other_tables_are_never_touched()
    {
        string file = Path.Combine(_lab.Folder, "mine.nft");
        await File.WriteAllTextAsync(file, "table inet mine {\n\tchain input {\n\t\ttype filter hook input priority filter; policy accept;\n\t\ttcp dport 9999 drop\n\t}\n}\n");
        await _lab.RunAsync("a", "nft", "-f", file);
        string before = await RulesetAsync();
        NftFirewall firewall = Firewall("a");

        await firewall.ApplyAsync([Rule(8300)], [22], TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.Contains("tcp dport 8300 drop", await RulesetAsync(), StringComparison.Ordinal);
        await Poll.UntilAsync(async () => await RulesetAsync() == before ? null : "not rolled back", s_patience);
        Assert.Throws<ConsulSecurityException>(firewall.Keep);

        await firewall.ApplyAsync([Rule(8300)], [22], TimeSpan.FromSeconds(600), CancellationToken.None);
        firewall.Keep();
        string kept = await RulesetAsync();
        Assert.StartsWith(before.TrimEnd(), kept, StringComparison.Ordinal);

        await firewall.ApplyAsync([Rule(8301)], [22], TimeSpan.FromSeconds(600), CancellationToken.None);
        await firewall.ApplyAsync([Rule(8302)], [22], TimeSpan.FromSeconds(1), CancellationToken.None);
        await Poll.UntilAsync(async () => await RulesetAsync() == kept ? null : "not rolled back to what was kept", s_patience);

        await firewall.RemoveAsync(CancellationToken.None);
        Assert.Equal(before, await RulesetAsync());
    }

    [NamespaceFact]
    public async Task Rules_that_were_kept_outlive_the_time_of_their_rollback()
    {
        NftFirewall firewall = Firewall("a");
        await firewall.ApplyAsync([Rule(8300)], [22], TimeSpan.FromSeconds(2), CancellationToken.None);
        firewall.Keep();

        await Poll.UntilAsync(async () => (await WatchersAsync()).Length == 0 ? null : "the process that rolls back runs", s_patience);

        Assert.Contains("tcp dport 8300 drop", await RulesetAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(StateFolder("a")));
    }

    /// <summary>The other firewall of Linux that can be had here; firewalld, ufw and Windows are compared as text only.</summary>
    [NamespaceFact("iptables-restore")]
    public async Task The_text_for_iptables_closes_to_strangers_and_opens_to_members_also_when_it_is_run_again()
    {
        string member = _lab.Address("c"), member6 = _lab.Address6("c");
        ConsulFirewallRule[] rules = [Rule(8301, [member, member6]), Rule(8301, [member, member6], FirewallProtocol.Udp), Rule(8300)];
        string script = Path.Combine(_lab.Folder, "rules.sh");
        await File.WriteAllTextAsync(script, FirewallText.Write(rules, [22], FirewallFormat.Iptables));

        await _lab.RunAsync("b", "sh", "-e", script);
        string once = await _lab.RunAsync("b", "iptables-save");
        await _lab.RunAsync("b", "sh", "-e", script);

        string again = await _lab.RunAsync("b", "iptables-save");
        Assert.Equal(once.Split('\n').Count(line => line.StartsWith('-')), again.Split('\n').Count(line => line.StartsWith('-')));
        foreach (string address in new[] { _lab.Address("b"), _lab.Address6("b") })
        {
            Assert.Equal([Unruled], Reach.NotSilent(_lab, "evil", address, FirewallProtocol.Tcp, [8300, 8301, Unruled]));
            Assert.Equal([Unruled], Reach.NotSilent(_lab, "evil", address, FirewallProtocol.Udp, [8301, Unruled]));
            Assert.Equal([8301, Unruled], Reach.NotSilent(_lab, "c", address, FirewallProtocol.Tcp, [8300, 8301, Unruled]));
            Assert.Equal([8301], Reach.NotSilent(_lab, "c", address, FirewallProtocol.Udp, [8301]));
        }
    }

    private static ConsulFirewallRule Rule(int port, string[]? sources = null, FirewallProtocol protocol = FirewallProtocol.Tcp) => new()
    {
        Purpose = "test",
        Protocol = protocol,
        FirstPort = port,
        LastPort = port,
        Source = sources ?? [],
        Reason = "test",
    };

    private static string[] Expected(bool fromStranger, bool isFiltered)
    {
        bool isOpenToAll = !isFiltered;
        bool isOpenToMembers = !isFiltered || !fromStranger;
        return
        [
            $"22/tcp {true}",
            $"8300/tcp a {isOpenToMembers}",
            $"8301/tcp a {isOpenToMembers}",
            $"8302/tcp a {isOpenToAll}",
            $"8500/tcp a {isOpenToAll}",
            $"8600/tcp a {isOpenToAll}",
            $"8301/udp a {isOpenToMembers}",
            $"8302/udp a {isOpenToAll}",
            $"8600/udp a {isOpenToAll}",
            $"8301/tcp b {isOpenToMembers}",
            $"8301/udp b {isOpenToMembers}",
            $"{AppPort}/tcp b {isOpenToAll}",
            $"{SidecarPort}/tcp b {isOpenToMembers}",
            $"{AppPort}/tcp6 b {isOpenToAll}",
            $"{SidecarPort}/tcp6 b {isOpenToAll}",
        ];
    }

    private string[] Seen(string from)
    {
        string a = _lab.Address("a");
        string b = _lab.Address("b");
        (string Port, Func<bool> Probe)[] probes =
        [
            ("22/tcp", () => Reach.Tcp(_lab, from, b, 22)),
            .. new[] { 8300, 8301, 8302, 8500, 8600 }.Select(port => ($"{port}/tcp a", (Func<bool>)(() => Reach.Tcp(_lab, from, a, port)))),
            ("8301/udp a", () => Reach.Serf(_lab, from, a, 8301, "a")),
            ("8302/udp a", () => Reach.Serf(_lab, from, a, 8302, "a.dc1")),
            ("8600/udp a", () => Reach.Dns(_lab, from, a, 8600)),
            ("8301/tcp b", () => Reach.Tcp(_lab, from, b, 8301)),
            ("8301/udp b", () => Reach.Serf(_lab, from, b, 8301, "b")),
            ($"{AppPort}/tcp b", () => Reach.Tcp(_lab, from, b, AppPort)),
            ($"{SidecarPort}/tcp b", () => Reach.Tcp(_lab, from, b, SidecarPort)),
            ($"{AppPort}/tcp6 b", () => Reach.Tcp(_lab, from, _lab.Address6("b"), AppPort)),
            ($"{SidecarPort}/tcp6 b", () => Reach.Tcp(_lab, from, _lab.Address6("b"), SidecarPort)),
        ];
        return [.. probes.AsParallel().AsOrdered().WithDegreeOfParallelism(probes.Length).Select(p => $"{p.Port} {p.Probe()}")];
    }

    private void Listen(string host, int port) => _listeners.Add(_lab.Inside(host, () =>
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        socket.Listen();
        return socket;
    }));

    private string StateFolder(string host) => Path.Combine(_lab.Folder, $"{host}.state");

    private ConsulClient Client(string host) => _agents.Client(host);

    private NftFirewall Firewall(string host) => new(new NamespaceRunner(_lab, host), StateFolder(host));

    private Task<string> RulesetAsync() => _lab.RunAsync("a", "nft", "list", "ruleset");

    private Task<string> WatchersAsync() => _lab.RunAsync("a", "sh", "-c", $"grep -l '{StateFolder("a")}/[0-9a-f]*.sh' /proc/[0-9]*/cmdline 2>/dev/null | grep -v /proc/$$/ || true");
}
