using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-37: Every auth method SHALL give tokens that end, and take logins for this cluster from one issuer alone.</summary>
internal sealed class AuthMethodIsLoose() : EvidenceCheck<IReadOnlyList<AclAuthMethod>>(
    new HardeningCheckInfo
    {
        Id = "ACL-37",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Since = new Version(1, 8),
        Title = "Every auth method SHALL give tokens that end, and take logins for this cluster from one issuer alone.",
        Why = "A login is as good as what it is checked against.",
        GivenUp = "A login meant for another service works here too, or its token works for ever.",
        Remedy = "Set-ConsulAclAuthMethod with MaxTokenTTL, BoundIssuer and BoundAudiences, and asymmetric algorithms.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/api-docs/acl/auth-methods"],
    }, snapshot => snapshot.AuthMethods)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("For whom is each auth method, and how long do its tokens live?")];

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<AclAuthMethod> seen, ClusterSnapshot snapshot) => Offenders.Judge(
        from method in seen let faults = Faults(method).ToList() where faults.Count > 0 select (method, faults),
        "an end of its tokens; for JWT issuer, audience and asymmetric algorithms",
        found => $"auth method {found.method.Name}",
        found => Offenders.List(found.faults),
        none: $"{seen.Count} auth methods");

    private static IEnumerable<string> Faults(AclAuthMethod method)
    {
        if (method.MaxTokenTtl is null)
        {
            yield return "its tokens never end";
        }

        if (method.Type is not ("jwt" or "oidc"))
        {
            yield break;
        }

        if (method.Type == "jwt" && !Has(method, "BoundIssuer") && !Has(method, "OIDCDiscoveryURL"))
        {
            yield return "no BoundIssuer";
        }

        if (!Has(method, "BoundAudiences"))
        {
            yield return "no BoundAudiences";
        }

        if (method.Config.TryGetValue("JWTSupportedAlgs", out object? algorithms) && algorithms is IEnumerable<object?> list
            && list.Any(name => name is string text && text.StartsWith("HS", StringComparison.OrdinalIgnoreCase)))
        {
            yield return "a symmetric algorithm";
        }
    }

    private static bool Has(AclAuthMethod method, string setting) => method.Config.TryGetValue(setting, out object? value)
        && value switch { string text => text.Length > 0, IEnumerable<object?> list => list.Any(), _ => value is not null };
}
