using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Certificates.Judging;

/// <summary>Whether the names and uses fit the role.</summary>
internal static class NameVerdicts
{
    private static readonly string[] s_loopback = ["127.0.0.1", "::1"];

    public static Verdict ServerIsNamed(CertificateEvidence evidence)
    {
        if (evidence.Role != CertificateRole.Server)
        {
            return evidence.Role == CertificateRole.Unknown
                ? Verdict.Unknown("The certificate does not tell its role: say with -Role what it is for.")
                : Verdict.NotApplicable("It is not for a server.");
        }

        CertificateExpectation expected = evidence.Expectation;
        string datacenter = expected.Datacenter ?? evidence.Certificate.Datacenter ?? "<datacenter>";
        string domain = expected.Domain ?? evidence.Certificate.Domain ?? "consul";
        string name = AgentNames.RoleName(CertificateRole.Server, datacenter, domain);
        if (!Names(evidence).Any(candidate => NameRules.Matches(candidate, name)))
        {
            return Verdict.Fail(name, Seen(evidence), "Other agents verify that name and refuse the server (x509: certificate is valid for other names).");
        }

        string? nodeName = expected.Node is null ? null : expected.Node + "." + name;
        return nodeName is null || Names(evidence).Any(candidate => NameRules.Matches(candidate, nodeName))
            ? Verdict.Pass("Other agents find the name that they verify.", name)
            : Verdict.Fail(nodeName, Seen(evidence), "The node's own name is missing; mesh gateways between datacenters verify it.", Severity.Low);
    }

    public static Verdict OthersAreNoServer(CertificateEvidence evidence)
    {
        if (evidence.Role is CertificateRole.Server or CertificateRole.Authority)
        {
            return Verdict.NotApplicable("It is a server's or an authority's.");
        }

        string[] wrong = [.. Names(evidence).Where(name => NameRules.PassesForServer(name, datacenter: null, domain: null))];
        return wrong.Length == 0
            ? Verdict.Pass("None of its names passes for a server's.")
            : Verdict.Fail("no name that server.<datacenter>.<domain> matches", string.Join(", ", wrong), "Whoever holds the key can pose as a server and read everything.");
    }

    public static Verdict AlternativeNamesAreThere(CertificateEvidence evidence)
    {
        if (evidence.Role == CertificateRole.Authority)
        {
            return Verdict.NotApplicable("An authority needs no names.");
        }

        return evidence.Certificate.DnsNames.Count + evidence.Certificate.IPAddresses.Count + evidence.Certificate.Uris.Count > 0
            ? Verdict.Pass("It has subject alternative names.")
            : Verdict.Fail("subject alternative names", "none", "Go ignores the common name: every verification of a name fails (certificate relies on legacy Common Name field).");
    }

    public static Verdict LocalhostIsNamed(CertificateEvidence evidence)
    {
        if (!evidence.IsAgent)
        {
            return Verdict.NotApplicable("Only an agent answers on localhost.");
        }

        string[] missing =
        [
            .. Names(evidence).Any(name => NameRules.Matches(name, "localhost")) ? [] : new[] { "localhost" },
            .. s_loopback.Where(address => !evidence.Certificate.IPAddresses.Contains(address)),
        ];
        return missing.Length == 0
            ? Verdict.Pass("Local calls can verify it.")
            : Verdict.Fail("localhost, 127.0.0.1, ::1", "without " + string.Join(", ", missing), "Calls to the HTTPS API on the agent's own host fail, and people turn verification off.");
    }

    public static Verdict UsesFitTheRole(CertificateEvidence evidence)
    {
        if (evidence.Role is CertificateRole.Authority or CertificateRole.Unknown)
        {
            return Verdict.NotApplicable("It is for no agent and no caller.");
        }

        string[] needed = evidence.Role == CertificateRole.Cli ? ["clientAuth"] : ["serverAuth", "clientAuth"];
        IReadOnlyList<string> uses = evidence.Certificate.EnhancedKeyUsages;
        if (uses.Count == 0)
        {
            return Verdict.Fail(string.Join(", ", needed), "no extended key usage", "It is good for any use at all, more than an agent needs.", Severity.Low);
        }

        return needed.All(uses.Contains)
            ? Verdict.Pass("Both ends accept it.", string.Join(", ", uses))
            : Verdict.Fail(
                string.Join(", ", needed),
                string.Join(", ", uses),
                "Consul uses one pair for both ends of a connection; the other side refuses it (certificate specifies an incompatible key usage).");
    }

    private static IReadOnlyList<string> Names(CertificateEvidence evidence) => evidence.Certificate.DnsNames;

    private static string Seen(CertificateEvidence evidence) =>
        evidence.Certificate.DnsNames.Count == 0 ? "no DNS name" : string.Join(", ", evidence.Certificate.DnsNames);
}
