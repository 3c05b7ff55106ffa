using System;
using System.Linq;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-11: Consul SHALL be a version without known vulnerabilities.</summary>
internal sealed class KnownVulnerabilities() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "HST-11",
        Area = CheckArea.Host,
        Severity = Severity.High,
        Level = 1,
        Title = "Consul SHALL be a version without known vulnerabilities.",
        Why = "This version has vulnerabilities that later ones mend.",
        GivenUp = "What the vulnerabilities named allow.",
        Remedy = "Upgrade Consul.",
        Needs = "agent:read",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    private static readonly (string Name, Version Version)[] s_mendedIn =
    [
        ("CVE-2020-28053", new Version(1, 8, 6)),
        ("CVE-2020-25864", new Version(1, 8, 10)),
        ("CVE-2021-32574", new Version(1, 8, 14)),
        ("CVE-2021-37219", new Version(1, 8, 15)),
        ("CVE-2021-38698", new Version(1, 8, 15)),
        ("CVE-2022-29153", new Version(1, 9, 17)),
    ];

    protected override Judgement Judge(NodeView node)
    {
        if (SnapshotTaker.ParseVersion(node.Node.Version) is not { } version)
        {
            return Judgement.Unknown(node.Name, "agent:read, to see the version");
        }

        string[] open = [.. s_mendedIn.Where(row => version < row.Version).Select(row => row.Name)];
        return Judgement.Of(open.Length == 0, node.Name, "none", open.Length == 0 ? $"Consul {version}" : $"Consul {version}: {string.Join(", ", open)}");
    }
}
