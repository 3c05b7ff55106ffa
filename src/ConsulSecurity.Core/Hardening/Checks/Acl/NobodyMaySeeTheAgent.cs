using System;
using System.Collections.Generic;
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
        Needs = "a connection (-Connection), or an address to probe (-Address)",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    // Those that DNS needs are given to everyone on purpose.
    private static readonly string[] s_harmless = ["service_prefix \"\" read", "node_prefix \"\" read", "query_prefix \"\" read"];

    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Acl)];

    protected override Judgement Judge(NodeView node)
    {
        Evidence<IReadOnlyDictionary<string, int>> answers = node.Node.Anonymous;
        Evidence<CallerEvidence> caller = node.Node.Caller;
        string[] open = [.. (answers.Value ?? new Dictionary<string, int>()).Where(answer => answer.Value == 200 && answer.Key.StartsWith("/v1/", StringComparison.Ordinal)).Select(answer => answer.Key)];
        string[] rights = [.. (caller.Value?.May ?? []).Except(s_harmless)];
        string[] found = [.. open.Length == 0 ? Array.Empty<string>() : ["answered: " + string.Join(", ", open)], .. rights.Length == 0 ? Array.Empty<string>() : [$"token {caller.Value!.Accessor} may {Offenders.List(rights)}"]];
        return found.Length > 0 ? Judgement.Of(false, node.Name, "refused without a token", string.Join("; ", found))
            : node.IsTrue("acl.enabled") == false && caller.State == EvidenceState.NotConfigured ? Judgement.Of(false, node.Name, "refused without a token", "ACLs are off: everything is allowed")
            : answers.IsKnown || caller.IsKnown ? Judgement.Of(true, node.Name, "refused without a token", "refused")
            : answers.State == EvidenceState.NotConfigured ? Judgement.NotApplicable(node.Name, answers.Reason)
            : Judgement.Unknown(node.Name, ProbeView.Missing(answers));
    }
}
