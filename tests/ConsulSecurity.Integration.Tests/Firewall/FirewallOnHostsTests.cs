using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Firewall;
using ConsulSecurity.Lab;
using ConsulSecurity.Loader;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Firewall;

public sealed class FirewallOnHostsTests : IAsyncLifetime
{
    private const int AppPort = 8080;
    private const int SidecarPort = 21000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly string[] s_agents = ["a", "b", "c"];

    private readonly List<Socket> _listeners = [];
    private NamespaceLab _lab = null!;

    public async Task InitializeAsync()
    {
        HttpTransport.UnixSocketHandler = UnixSocketHandler.Create;
        if (NamespaceLab.Unavailable is null)
        {
            _lab = await NamespaceLab.CreateAsync("a", "b", "c", "evil");
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
        foreach (string host in s_agents)
        {
            StartAgent(host);
        }

        Listen("b", AppPort);
        Listen("b", SidecarPort);
        Listen("b", 22);
        foreach (string host in s_agents)
        {
            await Poll.UntilAsync(async () => await AnswersAsync(host) ? null : $"{host} is silent", s_patience);
        }

        await new AgentServiceApi(Client("b")).RegisterAsync(
            JObject.FromObject(new { Name = "web", Port = AppPort, Connect = new { SidecarService = new { Port = SidecarPort } } }), null, CancellationToken.None);

        // Without rules everything is open, DNS as soon as there is a leader.
        await Poll.UntilAsync(
            () => Task.FromResult(Expected(fromStranger: true, isFiltered: false).SequenceEqual(Seen("evil")) ? null : "not every port is open"), s_patience);

        foreach (string host in s_agents)
        {
            FirewallFacts facts = await FirewallSurvey.CollectAsync(Client(host), CancellationToken.None);
            IReadOnlyList<ConsulFirewallRule> rules = FirewallRules.Make(
                facts, new() { Agents = [.. s_agents.Select(_lab.Address)], ManagementPorts = [22] });
            await Firewall(host).ApplyAsync(rules, [22], rollbackAfter: null, CancellationToken.None);
        }

        await Client("b").SendAsync(ConsulRequest.Put($"agent/join/{_lab.Address("a")}"), CancellationToken.None);
        await Client("c").SendAsync(ConsulRequest.Put($"agent/join/{_lab.Address("a")}"), CancellationToken.None);
        foreach (string host in s_agents)
        {
            await Poll.UntilAsync(async () => await AliveAsync(host) is 3 ? null : $"{host} does not see 3 members", s_patience);
        }

        await Poll.UntilAsync(
            async () => (await Client("c").AskAsync(ConsulRequest.Put("kv/x").WithBody("1"), CancellationToken.None)).IsSuccess ? null : "no write", s_patience);
        Assert.Equal(Expected(fromStranger: true, isFiltered: true), Seen("evil"));
        Assert.Equal(Expected(fromStranger: false, isFiltered: true), Seen("c"));
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

    private static ConsulFirewallRule Rule(int port) => new()
    {
        Purpose = "test",
        Protocol = FirewallProtocol.Tcp,
        FirstPort = port,
        LastPort = port,
        Source = [],
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

    private void StartAgent(string host)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_lab.Folder, host)).FullName;
        var settings = new JsonObject
        {
            ["node_name"] = host,
            ["server"] = host == "a",
            ["data_dir"] = Path.Combine(folder, "data"),
            ["bind_addr"] = _lab.Address(host),
            ["client_addr"] = _lab.Address(host),
            ["addresses"] = new JsonObject { ["http"] = $"{_lab.Address(host)} unix://{Socket(host)}" },
            ["disable_update_check"] = true,
            ["performance"] = new JsonObject { ["raft_multiplier"] = 1 },
        };
        if (host == "a")
        {
            settings["bootstrap_expect"] = 1;
            settings["connect"] = new JsonObject { ["enabled"] = true };
        }

        string file = Path.Combine(folder, "consul.json");
        File.WriteAllText(file, settings.ToJsonString());
        _lab.Start(host, Path.Combine(folder, "consul.log"), ConsulBinary.Path, "agent", "-config-file", file);
    }

    private string Socket(string host) => Path.Combine(_lab.Folder, $"{host}.sock");

    private string StateFolder(string host) => Path.Combine(_lab.Folder, $"{host}.state");

    private ConsulClient Client(string host) => new(new ConsulConnection(new Uri($"unix://{Socket(host)}")));

    private NftFirewall Firewall(string host) => new(new NamespaceRunner(_lab, host), StateFolder(host));

    private Task<string> RulesetAsync() => _lab.RunAsync("a", "nft", "list", "ruleset");

    private Task<string> WatchersAsync() => _lab.RunAsync("a", "sh", "-c", $"grep -l '{StateFolder("a")}/[0-9a-f]*.sh' /proc/[0-9]*/cmdline 2>/dev/null | grep -v /proc/$$/ || true");

    private async Task<bool> AnswersAsync(string host)
    {
        try
        {
            return (await Client(host).AskAsync(ConsulRequest.Get("agent/self"), CancellationToken.None)).IsSuccess;
        }
        catch (ConsulSecurityException)
        {
            return false;
        }
    }

    private async Task<int> AliveAsync(string host) =>
        (await new AgentApi(Client(host)).MembersAsync(wan: false, CancellationToken.None)).Count(m => m.Status == MemberStatus.Alive);
}
