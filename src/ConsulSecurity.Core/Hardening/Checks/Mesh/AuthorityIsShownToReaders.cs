using System;
using System.Collections.Generic;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-04: The servers SHALL be of a version that shows the mesh's authority to those alone that may write operators' settings (1.6.10, 1.7.10, 1.8.6 or later).</summary>
internal sealed class AuthorityIsShownToReaders() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-04",
        Area = CheckArea.Mesh,
        Severity = Severity.High,
        Level = 1,
        Title = "The servers SHALL be of a version that shows the mesh's authority to those alone that may write operators' settings (1.6.10, 1.7.10, 1.8.6 or later).",
        Why = "CVE-2020-28053: before, operator:read was enough to read its private key.",
        GivenUp = "Whoever may read operators' settings can make certificates for every service.",
        Remedy = "Upgrade the servers.",
        Needs = "agent:read, or node:read",
        References = ["https://nvd.nist.gov/vuln/detail/CVE-2020-28053"],
    }, NodeRole.Server)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("When are the servers upgraded?")];

    protected override Judgement Judge(NodeView node) => SnapshotTaker.ParseVersion(node.Node.Version) is not { } version
        ? Judgement.Unknown(node.Name, "the version: a connection to the agent (-Connection)")
        : Judgement.Of(!IsAffected(version), node.Name, "1.6.10, 1.7.10, 1.8.6 or later", node.Node.Version!);

    private static bool IsAffected(Version version) => version.Minor switch
    {
        _ when version.Major != 1 => false,
        < 6 => true,
        6 or 7 => version.Build < 10,
        8 => version.Build < 6,
        _ => false,
    };
}
