using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-10: Names of services SHALL consist of lower-case letters, digits, dashes and underscores.</summary>
internal sealed class ServiceNameFitsNoIdentity() : ServiceCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-10",
        Area = CheckArea.Service,
        Severity = Severity.Low,
        Level = 1,
        Title = "Names of services SHALL consist of lower-case letters, digits, dashes and underscores.",
        Why = "Service identities take no others.",
        GivenUp = "Such a service cannot have a token with an identity of its own, and gets wider rules instead.",
        Remedy = "Register it under a lower-case name.",
        Needs = "service_prefix \"\" read, node_prefix \"\" read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/acl"],
    }, "lower-case letters, digits, - and _")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Under which name is the service registered from now on?")];

    private static readonly Regex s_name = new("^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$", RegexOptions.CultureInvariant);

    protected override Func<ServiceEvidence, string?> Fault(ClusterSnapshot snapshot) => service => s_name.IsMatch(service.Name) ? null : "not a name for an identity";
}
