using System.Collections.Generic;
using System.Management.Automation;
using ConsulSecurity.Firewall;

namespace ConsulSecurity.Commands;

/// <summary>
/// Works out what must be open to whom on the host of the agent that is connected to, and what must not: from the agent's effective
/// configuration, the members, and the sidecars registered there (rules NET-12 to NET-20). Changes nothing. Needs agent:read, node:read
/// and service:read.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ConsulFirewallRule")]
[OutputType(typeof(ConsulFirewallRule), typeof(string))]
public sealed class GetConsulFirewallRuleCommand : ConsulApiCmdlet
{
    /// <summary>Addresses or networks of agents that will join; those that are members get through anyway.</summary>
    [Parameter]
    public string[] AgentSource { get; set; } = [];

    /// <summary>Who may use the API over HTTPS (over HTTP where there is no HTTPS); nobody from outside by default.</summary>
    [Parameter]
    public string[] ApiSource { get; set; } = [];

    /// <summary>Whose proxies may ask this agent over gRPC with TLS; nobody from outside by default.</summary>
    [Parameter]
    public string[] GrpcSource { get; set; } = [];

    /// <summary>Who may ask Consul's DNS; nobody from outside by default.</summary>
    [Parameter]
    public string[] DnsSource { get; set; } = [];

    /// <summary>Who may reach the sidecars here; the members and -AgentSource by default.</summary>
    [Parameter]
    public string[]? MeshSource { get; set; }

    /// <summary>Opens the ports of the sidecars that are registered now, one by one, instead of the whole sidecar range.</summary>
    [Parameter]
    public SwitchParameter OnlyRegisteredSidecar { get; set; }

    /// <summary>The TCP ports of administration that no rule may close; those of SSH (and on Windows of WinRM and Remote Desktop) by default.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int[] ManagementPort { get; set; } = ManagementPorts.OfThisHost();

    /// <summary>Gives the rules as text for a firewall: Nftables, Iptables, Firewalld, Ufw or Windows.</summary>
    [Parameter]
    public FirewallFormat? As { get; set; }

    private protected override void End()
    {
        FirewallFacts facts = Await((log, cancellation) => FirewallSurvey.CollectAsync(Client(log), cancellation));
        IReadOnlyList<ConsulFirewallRule> rules = FirewallRules.Make(facts, new FirewallWishes
        {
            Agents = AgentSource,
            Api = ApiSource,
            Grpc = GrpcSource,
            Dns = DnsSource,
            Mesh = MeshSource,
            OnlyRegisteredSidecars = OnlyRegisteredSidecar,
            ManagementPorts = ManagementPort,
        });
        if (As is { } format)
        {
            WriteObject(FirewallText.Write(rules, ManagementPort, format));
        }
        else
        {
            WriteObject(rules, enumerateCollection: true);
        }
    }
}
