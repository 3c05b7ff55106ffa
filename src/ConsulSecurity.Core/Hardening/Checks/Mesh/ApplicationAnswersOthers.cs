using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-26: An application behind a sidecar SHALL NOT answer at its host's address.</summary>
internal sealed class ApplicationAnswersOthers() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-26",
        Area = CheckArea.Mesh,
        Severity = Severity.Critical,
        Level = 1,
        Title = "An application behind a sidecar SHALL NOT answer at its host's address.",
        Why = "What answers there has no need of the mesh.",
        GivenUp = "The application can be called without a certificate, past every intention.",
        Remedy = "Bind the application to 127.0.0.1; where that is impossible, cut its port off by Set-ConsulFirewall or a network namespace.",
        Needs = "an address to probe (-Address), service_prefix \"\" read and node_prefix \"\" read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Can the application bind to loopback, or is its port cut off by the firewall?")];

    protected override Judgement Judge(NodeView node) => node.Node.OpenApplications switch
    {
        { IsKnown: true, Value.Count: > 0 } open => Judgement.Of(false, node.Name, "no answer", $"answers at {node.Node.Address}: {string.Join(", ", open.Value!)}"),
        { IsKnown: true } => node.Node.Address is { } address && Addresses.IsThisHost(address)
            ? Judgement.NotApplicable(node.Name, "it was probed from its own loopback address")
            : Judgement.Of(true, node.Name, "no answer", "none answers"),
        { State: EvidenceState.NoPermission } hidden => Judgement.Unknown(node.Name, hidden.Reason),
        _ => Judgement.Unknown(node.Name, "an address to probe (-Address) and a connection (-Connection)"),
    };
}
