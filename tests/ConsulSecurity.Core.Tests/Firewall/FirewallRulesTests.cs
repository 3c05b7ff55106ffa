using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Consul;
using ConsulSecurity.Firewall;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.Firewall;

public class FirewallRulesTests
{
    private static readonly AgentPorts s_server = new()
    {
        IsServer = true,
        Rpc = 8300,
        SerfLan = 8301,
        SerfWan = 8302,
        Http = [8500],
        Https = [8501],
        Grpc = [8502],
        GrpcTls = [8503],
        Dns = [8600],
        SidecarMin = 21000,
        SidecarMax = 21255,
        ExposeMin = 21500,
        ExposeMax = 21755,
    };

    private static readonly FirewallFacts s_facts = new()
    {
        Ports = s_server,
        LanMembers = ["10.0.0.1", "10.0.0.2", "fd00::3"],
        WanMembers = ["10.0.0.1", "10.9.0.1"],
        Services =
        [
            Sidecar("web", "web-sidecar-proxy", 21000, 8080),
            Sidecar("api", "api-sidecar-proxy", 20000, 9090),
            new ServiceInstance("n1", "native", string.Empty, "s1", string.Empty, 7000, IsNative: true, EnableTagOverride: false, Proxy: null),
            new ServiceInstance("plain", "plain", string.Empty, "s1", string.Empty, 7001, IsNative: false, EnableTagOverride: false, Proxy: null),
        ],
    };

    [Fact]
    public void A_server_with_sidecars_opens_to_members_what_they_need_and_closes_the_rest() => Assert.Equal(
        """
        server RPC 8300/tcp from 4 sources
        LAN gossip 8301/tcp from 3 sources
        LAN gossip 8301/udp from 3 sources
        WAN gossip 8302/tcp from 2 sources
        WAN gossip 8302/udp from 2 sources
        HTTPS API 8501/tcp from 10.8.0.0/16
        DNS 8600/tcp from 10.7.0.1
        DNS 8600/udp from 10.7.0.1
        sidecar of api 20000/tcp from 3 sources
        native (integrated itself) 7000/tcp from 3 sources
        sidecar range 21000-21255/tcp from 3 sources
        HTTP API 8500/tcp closed
        gRPC 8502/tcp closed
        gRPC with TLS 8503/tcp closed
        exposed checks 21500-21755/tcp closed
        Envoy administration 19000/tcp closed
        application behind the sidecar of web 8080/tcp closed
        application behind the sidecar of web 8080/udp closed
        application behind the sidecar of api 9090/tcp closed
        application behind the sidecar of api 9090/udp closed
        """.ReplaceLineEndings("\n"),
        string.Join("\n", FirewallRules.Make(s_facts, new() { Api = ["10.8.0.0/16"], Dns = ["10.7.0.1"] })));

    [Fact]
    public void A_client_has_no_ports_of_servers()
    {
        IReadOnlyList<ConsulFirewallRule> rules = FirewallRules.Make(s_facts with { Ports = s_server with { IsServer = false } }, new());

        Assert.DoesNotContain(rules, rule => rule.FirstPort is 8300 or 8302);
        Assert.Contains(rules, rule => rule.FirstPort == 8301);
    }

    [Fact]
    public void Sidecars_are_opened_one_by_one_without_a_range_or_on_demand()
    {
        string[] none = Opened(s_facts with { Ports = s_server with { SidecarMin = 0, SidecarMax = 0 } }, new());
        string[] registered = Opened(s_facts, new() { OnlyRegisteredSidecars = true, Mesh = ["10.5.0.0/24"] });

        Assert.Equal(["sidecar of web 21000/tcp from 3 sources", "sidecar of api 20000/tcp from 3 sources"], none);
        Assert.Equal(["sidecar of web 21000/tcp from 10.5.0.0/24", "sidecar of api 20000/tcp from 10.5.0.0/24", "sidecar range 21000-21255/tcp closed"], registered);

        static string[] Opened(FirewallFacts facts, FirewallWishes wishes) =>
            [.. FirewallRules.Make(facts, wishes).Select(rule => rule.ToString()).Where(text => text.StartsWith("sidecar", StringComparison.Ordinal))];
    }

    [Fact]
    public void The_API_in_clear_text_opens_only_where_there_is_no_HTTPS()
    {
        IReadOnlyList<ConsulFirewallRule> rules = FirewallRules.Make(s_facts with { Ports = s_server with { Https = [] } }, new() { Api = ["10.8.0.1"] });

        Assert.True(rules.Single(rule => rule.Purpose == "HTTP API").IsOpen);
    }

    [Fact]
    public void A_range_upside_down_is_refused() => Assert.Equal(
        "The range of ports is upside down: 'sidecar_min_port' is 21255 and 'sidecar_max_port' is 21000; set both, or both to 0, in the agent's 'ports'.",
        Assert.Throws<ConsulSecurityException>(() =>
            FirewallRules.Make(s_facts with { Ports = s_server with { SidecarMin = 21255, SidecarMax = 21000 } }, new())).Message);

    [Fact]
    public void A_rule_over_the_port_of_administration_is_refused() => Assert.Equal(
        "FirewallManagementPort",
        Assert.Throws<ConsulSecurityException>(() => FirewallRules.Make(
            s_facts with { Ports = s_server with { SidecarMin = 1, SidecarMax = 30000 } }, new() { ManagementPorts = [22] })).ErrorId);

    [Theory]
    [InlineData("example.com")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.1; drop")]
    [InlineData("fe80::1%eth0")]
    [InlineData("")]
    public void A_source_that_is_no_address_never_reaches_a_script(string source) => Assert.Equal(
        "FirewallSourceInvalid",
        Assert.Throws<ConsulSecurityException>(() => FirewallRules.Make(s_facts, new() { Agents = [source] })).ErrorId);

    [Theory]
    [InlineData(FirewallFormat.Nftables, "server.nft")]
    [InlineData(FirewallFormat.Iptables, "server.iptables.sh")]
    [InlineData(FirewallFormat.Firewalld, "server.firewalld.sh")]
    [InlineData(FirewallFormat.Ufw, "server.ufw.sh")]
    [InlineData(FirewallFormat.Windows, "server.windows.ps1")]
    public void The_text_for_each_firewall_is_as_approved(FirewallFormat format, string file)
    {
        FirewallFacts facts = s_facts with { Services = [.. s_facts.Services, Sidecar("ev\"il'; $(x)\n", "e", 20001, 9091)] };
        string text = FirewallText.Write(FirewallRules.Make(facts, new() { Agents = ["10.0.0.0/24"], Api = ["10.8.0.0/16"] }), [22], format);

        string approved = TestFiles.Approved("firewall", file);
        if (Environment.GetEnvironmentVariable("CONSULSECURITY_APPROVE") == "1")
        {
            File.WriteAllText(approved, text);
        }

        Assert.Equal(File.ReadAllText(approved).ReplaceLineEndings("\n"), text);
    }

    [Theory]
    [InlineData(false, null, new[] { 22 })]
    [InlineData(false, "10.0.0.9 51000 10.0.0.1 2222", new[] { 22, 2222 })]
    [InlineData(true, null, new[] { 22, 3389, 5985, 5986 })]
    public void The_ports_of_administration_include_that_of_this_session(bool isWindows, string? sshConnection, int[] ports) =>
        Assert.Equal(ports, ManagementPorts.From(isWindows, sshConnection));

    [Fact]
    public void An_agent_s_ports_are_read_from_its_effective_configuration()
    {
        var ports = AgentPorts.Read(JObject.Parse(
            """{"ServerMode":true,"ServerPort":8300,"SerfPortLAN":8301,"SerfPortWAN":-1,"HTTPAddrs":["tcp://[::1]:8500","unix:///run/c.sock","tcp://127.0.0.1:8500"],"HTTPSAddrs":[],"DNSAddrs":["tcp://1.2.3.4:8600","udp://1.2.3.4:8600"],"ConnectSidecarMinPort":0,"ConnectSidecarMaxPort":0}"""));

        Assert.Equal((true, 8300, 8301, 0), (ports.IsServer, ports.Rpc, ports.SerfLan, ports.SerfWan));
        Assert.Equal([8500], ports.Http);
        Assert.Equal([8600], ports.Dns);
    }

    private static ServiceInstance Sidecar(string service, string id, int port, int appPort) => new(
        id, id, "connect-proxy", "s1", string.Empty, port, IsNative: false, EnableTagOverride: false, new ProxyTarget(service, service, "127.0.0.1", appPort, [], false));
}
