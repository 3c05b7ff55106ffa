using System;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-08: A caller without a token SHALL NOT see what needs one.</summary>
internal sealed class NobodyMaySeeTheAgent() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-08",
        Area = CheckArea.Acl,
        Severity = Severity.Critical,
        Level = 1,
        Title = "A caller without a token SHALL NOT see what needs one.",
        Why = "A privileged default token, or ACLs that are off, let everyone in.",
        GivenUp = "Whoever reaches the API can read what the answers show.",
        Remedy = "Turn ACLs on with default deny, and give the default token no rights of its own.",
        Needs = "an address to probe (-Address)",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Anonymous.IsKnown)
        {
            return node.Node.Anonymous.State == EvidenceState.NotConfigured
                ? Judgement.NotApplicable(node.Name, node.Node.Anonymous.Reason)
                : Judgement.Unknown(node.Name, ProbeView.Missing(node.Node.Anonymous));
        }

        string[] open = [.. node.Node.Anonymous.Value!.Where(answer => answer.Value == 200 && answer.Key.StartsWith("/v1/", StringComparison.Ordinal)).Select(answer => answer.Key)];
        return Judgement.Of(open.Length == 0, node.Name, "refused without a token", open.Length == 0 ? "refused" : "answered: " + string.Join(", ", open));
    }
}
