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
using ConsulSecurity.Integration.Tests.Firewall;
using ConsulSecurity.Lab;
using ConsulSecurity.Listeners;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Listeners;

/// <summary>Applications on one host, looked at from another.</summary>
public sealed class ListenerProbeTests : IAsyncLifetime
{
    private const int Everywhere = 7001;
    private const int Loopback4 = 7002;
    private const int Loopback6 = 7003;
    private const int Datagrams = 7004;

    private readonly List<Socket> _sockets = [];
    private NamespaceLab _lab = null!;
    private HostAgents _agents = null!;

    public async Task InitializeAsync()
    {
        if (NamespaceLab.Unavailable is null)
        {
            _lab = await NamespaceLab.CreateAsync("a", "evil");
            _agents = new HostAgents(_lab);
        }
    }

    public async Task DisposeAsync()
    {
        _sockets.ForEach(socket => socket.Dispose());
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }
    }

    [NamespaceFact]
    public async Task What_answers_another_host_fails_by_either_family_and_protocol_until_the_firewall_cuts_it_off()
    {
        _agents.Start("a");
        await _agents.WaitAsync("a");
        Listen("::", Everywhere);
        Listen("127.0.0.1", Loopback4);
        Listen("::1", Loopback6);
        Echo(Datagrams);
        await RegisterAsync(Everywhere, Loopback4, Loopback6, Datagrams);

        Assert.Equal([$"{Everywhere} tcp 4", $"{Everywhere} tcp 6", $"{Datagrams} udp 4", $"{Datagrams} udp 6"], await FailedAsync());

        FirewallFacts facts = await FirewallSurvey.CollectAsync(_agents.Client("a"), CancellationToken.None);
        var firewall = new NftFirewall(new NamespaceRunner(_lab, "a"), Path.Combine(_lab.Folder, "a.state"));
        await firewall.ApplyAsync(FirewallRules.Make(facts, new() { ManagementPorts = [22] }), [22], rollbackAfter: null, CancellationToken.None);

        Assert.Empty(await FailedAsync());
    }

    [NamespaceFact]
    public async Task An_address_of_no_node_asks_for_the_node()
    {
        _agents.Start("a");
        await _agents.WaitAsync("a");
        await RegisterAsync(Everywhere);

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => TargetsAsync(null, "10.77.0.99"));
        Assert.Equal("ListenerNodeUnknown", error.ErrorId);
        error = await Assert.ThrowsAsync<ConsulSecurityException>(() => TargetsAsync("nobody", null));
        Assert.Equal("ListenerNodeWithoutSidecar", error.ErrorId);
        Assert.Equal([(Everywhere, "10.77.0.99"), (19000, "10.77.0.99")], (await TargetsAsync("a", "10.77.0.99")).Select(t => (t.Port, t.Address.ToString())));
        Assert.Equal(_lab.Address("a"), (await TargetsAsync(null, null))[0].Address.ToString());
    }

    // Both addresses of the host, as whoever stands beside it sees them.
    private async Task<string[]> FailedAsync()
    {
        IReadOnlyList<ProbeTarget> targets = await ProbeTarget.FindAsync(
            new CatalogApi(_agents.Client("a")), "a", [_lab.Address("a"), _lab.Address6("a")], CancellationToken.None);
        var probe = new ListenerProbe(TimeSpan.FromSeconds(2));
        IReadOnlyList<ListenerFinding> findings = _lab.Inside("evil", () => probe.RunAsync(targets, CancellationToken.None).GetAwaiter().GetResult());

        Assert.Equal(targets.Count * 2, findings.Count);
        return
        [
            .. findings.Where(f => f.Outcome == FindingOutcome.Fail)
                .Select(f => $"{f.Port} {f.Protocol.ToString().ToLowerInvariant()} {(f.Address!.Contains(':', StringComparison.Ordinal) ? 6 : 4)}")
                .Order(StringComparer.Ordinal),
        ];
    }

    private Task<IReadOnlyList<ProbeTarget>> TargetsAsync(string? node, string? address) =>
        ProbeTarget.FindAsync(new CatalogApi(_agents.Client("a")), node, address is null ? null : [address], CancellationToken.None);

    // The catalog follows the agent after a moment.
    private async Task RegisterAsync(params int[] ports)
    {
        foreach (int port in ports)
        {
            JObject definition = JObject.FromObject(new { Name = $"app{port}", Port = port, Connect = new { SidecarService = new { } } });
            await new AgentServiceApi(_agents.Client("a")).RegisterAsync(definition, null, CancellationToken.None);
        }

        await Poll.UntilAsync(
            async () => (await new CatalogApi(_agents.Client("a")).ServiceNamesAsync(CancellationToken.None)).Count(name => name.EndsWith("-sidecar-proxy", StringComparison.Ordinal)) == ports.Length
                ? null
                : "not all are in the catalog",
            TimeSpan.FromSeconds(60));
    }

    private void Listen(string address, int port) => _sockets.Add(_lab.Inside("a", () =>
    {
        IPAddress ip = IPAddress.Parse(address);
        var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (ip.Equals(IPAddress.IPv6Any))
        {
            socket.DualMode = true;
        }

        socket.Bind(new IPEndPoint(ip, port));
        socket.Listen();
        return socket;
    }));

    // Sends every datagram back.
    private void Echo(int port)
    {
        Socket socket = _lab.Inside("a", () =>
        {
            var made = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };
            made.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            return made;
        });
        _sockets.Add(socket);
        new Thread(() =>
        {
            try
            {
                byte[] buffer = new byte[64];
                while (true)
                {
                    EndPoint from = new IPEndPoint(IPAddress.IPv6Any, 0);
                    int count = socket.ReceiveFrom(buffer, ref from);
                    socket.SendTo(buffer.AsSpan(0, count), from);
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        })
        { IsBackground = true }.Start();
    }
}
