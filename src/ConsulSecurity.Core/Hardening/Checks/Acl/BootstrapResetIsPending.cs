using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-42: No reset of the ACL bootstrap SHALL be pending.</summary>
internal sealed class BootstrapResetIsPending() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-42",
        Area = CheckArea.Acl,
        Severity = Severity.Medium,
        Level = 1,
        Title = "No reset of the ACL bootstrap SHALL be pending.",
        Why = "A file acl-bootstrap-reset in data_dir lets the first token be given once more.",
        GivenUp = "Whoever asks first after the next election may do everything.",
        Remedy = "Remove acl-bootstrap-reset from data_dir.",
        Needs = "the agent's configuration, on its own host (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/acl/acl-troubleshooting"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Was the ACL bootstrap meant to be reset?")];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot) => snapshot.Nodes.Select(node =>
    {
        FileEvidence? reset = node.Host.Files.Value?.FirstOrDefault(file => file.Role == FileRole.BootstrapReset);
        return !node.Host.Files.IsKnown ? Judgement.Unknown(node.Name, HostView.Missing(node.Host.Files))
            : reset is null && node.Host.Files.Value!.Any(file => file.Role == FileRole.DataFolder && file.State == EvidenceState.NoPermission)
                ? Judgement.Unknown(node.Name, "the right to look into data_dir: run as the agent's account, or root")
            : Judgement.Of(reset is null, node.Name, "no acl-bootstrap-reset", reset is null ? "none" : reset.ToString(), reset is null ? null : new SourceLocation(reset.Path, 0, 0));
    });
}
