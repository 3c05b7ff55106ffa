using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-27: Envoy's administration SHALL listen on loopback alone.</summary>
internal sealed class EnvoyAdministrationIsOpen() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-27",
        Area = CheckArea.Mesh,
        Severity = Severity.High,
        Level = 1,
        Title = "Envoy's administration SHALL listen on loopback alone.",
        Why = "It takes commands from everyone who reaches it, and shows keys and configuration.",
        GivenUp = "Whoever reaches port 19000 controls the sidecar and its traffic.",
        Remedy = "consul connect envoy -admin-bind 127.0.0.1:19000.",
        Needs = "an address to probe (-Address), or the agent's configuration on its own host (-Path)",
        References = ["https://developer.hashicorp.com/consul/commands/connect/envoy"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Where is Envoy started, and with which -admin-bind?")];

    private const int Port = 19000;

    protected override Judgement Judge(NodeView node)
    {
        ListenerEvidence? open = node.Node.Host.Listeners.Value?.FirstOrDefault(listener => listener.Port == Port && listener.Protocol == FirewallProtocol.Tcp && !Addresses.IsLoopback(listener.Address));
        bool probed = node.Node is { Envoy.IsKnown: true, Address: { } address } && !Addresses.IsThisHost(address);
        return open is not null ? Judgement.Of(false, node.Name, "loopback alone", $"{open.ProcessName ?? "a process"} listens on {open.Address}:{Port}")
            : probed ? Judgement.Of(!node.Node.Envoy.Value!.Answers, node.Name, "no answer", node.Node.Envoy.Value!.Answers ? $"answers at {node.Node.Address}:{Port}" : "none")
            : node.Node.Host.Listeners.IsKnown ? Judgement.Of(true, node.Name, "loopback alone", "nothing beyond loopback")
            : Judgement.Unknown(node.Name, Info.Needs);
    }
}
