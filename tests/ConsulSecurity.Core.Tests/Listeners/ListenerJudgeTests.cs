using System.Collections.Generic;
using System.Linq;
using System.Net;
using ConsulSecurity.Consul;
using ConsulSecurity.Firewall;
using ConsulSecurity.Listeners;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.Listeners;

public class ListenerJudgeTests
{
    private static readonly AgentPorts s_ports = new() { SidecarMin = 21000, SidecarMax = 21255 };

    private static readonly IReadOnlyList<DeclaredListener> s_declared = DeclaredListener.Read(JObject.Parse(
        """{"ServerMode":true,"RPCBindAddr":"tcp://10.0.0.1:8300","SerfBindAddrLAN":"tcp://10.0.0.1:8301","SerfBindAddrWAN":"tcp://10.0.0.1:8302","HTTPAddrs":["tcp://127.0.0.1:8500","unix:///run/c.sock"],"DNSAddrs":["tcp://0.0.0.0:8600","udp://0.0.0.0:8600"]}"""));

    [Theory]
    [InlineData("127.0.0.1", FindingOutcome.Pass)]
    [InlineData("::1", FindingOutcome.Pass)]
    [InlineData("::ffff:127.0.0.1", FindingOutcome.Pass)]
    [InlineData("0.0.0.0", FindingOutcome.Fail)]
    [InlineData("::", FindingOutcome.Fail)]
    [InlineData("10.0.0.1", FindingOutcome.Fail)]
    [InlineData("fd00::1", FindingOutcome.Fail)]
    public void An_application_behind_a_sidecar_must_listen_on_loopback_only(string address, FindingOutcome outcome)
    {
        ListenerFinding finding = Assert.Single(Judge([Tcp(address, 8080, 77, "shop")], [Sidecar("web", 21000)]));

        Assert.Equal(("MSH-25", outcome, 77, "shop"), (finding.Id, finding.Outcome, finding.ProcessId, finding.ProcessName));
        Assert.StartsWith("'shop' (77) of 'web' listens on", finding.Reason, System.StringComparison.Ordinal);
    }

    [Fact]
    public void An_application_that_speaks_over_UDP_too_must_keep_to_loopback_there_as_well()
    {
        IReadOnlyList<ListenerFinding> findings = Judge([Tcp("127.0.0.1", 8080, 77, "shop"), Udp("::", 8080, 77, "shop")], [Sidecar("web", 21000)]);

        Assert.Equal([FindingOutcome.Pass, FindingOutcome.Fail], findings.Select(f => f.Outcome));
        Assert.Contains("'shop' (77) of 'web' listens on [::]:8080 over UDP", findings[1].Reason, System.StringComparison.Ordinal);
    }

    [Fact]
    public void An_application_that_does_not_listen_is_neither_good_nor_bad() =>
        Assert.Equal(FindingOutcome.NotApplicable, Assert.Single(Judge([], [Sidecar("web", 21000)])).Outcome);

    [Fact]
    public void A_stranger_in_the_sidecar_range_is_named_and_a_registered_sidecar_is_not()
    {
        ListenerFinding[] findings = [.. Judge(
            [Tcp("0.0.0.0", 21000, 1, "envoy"), Tcp("0.0.0.0", 21001, 2, "game"), Tcp("0.0.0.0", 20999, 3, "else")], [Sidecar("web", 21000)])
            .Where(f => f.Id == "NET-21")];

        Assert.Equal([(21000, FindingOutcome.Pass), (21001, FindingOutcome.Fail)], findings.Select(f => (f.Port, f.Outcome)));
        Assert.Contains("'game' (2)", findings[1].Reason, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Sidecars_on_the_same_port_are_found() => Assert.Equal(
        "SVC-12 Fail: Several sidecars are registered on port 21000: 'web-sidecar-proxy', 'api-sidecar-proxy'; only one can listen there.",
        Judge([], [Sidecar("web", 21000), Sidecar("api", 21000)]).Single(f => f.Id == "SVC-12").ToString());

    [Fact]
    public void An_upstream_and_Envoy_s_administration_belong_on_loopback()
    {
        IReadOnlyList<ListenerFinding> findings = Judge(
            [Tcp("0.0.0.0", 9191, 5, "envoy"), Tcp("::", 19000, 5, "envoy"), Tcp("127.0.0.1", 9192, 5, "envoy")],
            [Sidecar("web", 21000, new("api", false, "", "0.0.0.0", 9191), new("db", false, "", "127.0.0.1", 9192))]);

        Assert.Equal(["MSH-25", "MSH-24", "MSH-27"], findings.Select(f => f.Id));
        Assert.Equal([9191, 19000], findings.Where(f => f.Outcome == FindingOutcome.Fail).Select(f => f.Port));
    }

    [Fact]
    public void A_port_of_the_agent_that_it_does_not_declare_is_a_surprise()
    {
        IReadOnlyList<ListenerFinding> findings = Judge(
            [
                Tcp("10.0.0.1", 8300, 9, "consul"), Tcp("10.0.0.1", 8301, 9, "consul"), Udp("10.0.0.1", 8301, 9, "consul"),
                Tcp("127.0.0.1", 8500, 9, "consul"), Udp("::", 8600, 9, "consul"), Tcp("0.0.0.0", 8501, 9, "consul"), Tcp("0.0.0.0", 80, 10, "nginx"),
            ],
            []);

        Assert.Equal([(8501, FindingOutcome.Fail)], findings.Where(f => f.Outcome != FindingOutcome.Pass).Select(f => (f.Port, f.Outcome)));
        Assert.Equal(6, findings.Count);
    }

    private static IReadOnlyList<ListenerFinding> Judge(ListeningSocket[] sockets, ServiceInstance[] services) =>
        new ListenerJudge(sockets, s_declared, s_ports, services).Judge();

    private static ListeningSocket Tcp(string address, int port, int process, string name) =>
        new(FirewallProtocol.Tcp, IPAddress.Parse(address), port, process, name);

    private static ListeningSocket Udp(string address, int port, int process, string name) =>
        new(FirewallProtocol.Udp, IPAddress.Parse(address), port, process, name);

    private static ServiceInstance Sidecar(string service, int port, params ProxyUpstream[] upstreams) => new(
        $"{service}-sidecar-proxy", $"{service}-sidecar-proxy", "connect-proxy", "s1", "", port, false, false, new(service, service, "127.0.0.1", 8080, upstreams, false));
}
