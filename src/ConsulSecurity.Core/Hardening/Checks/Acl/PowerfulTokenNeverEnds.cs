using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-27: Tokens of people and programs that may write ACLs, operators' settings or the keyring SHALL end by themselves within 24 hours, or come from a login.</summary>
internal sealed class PowerfulTokenNeverEnds() : EvidenceCheck<AclRights>(
    new HardeningCheckInfo
    {
        Id = "ACL-27",
        Area = CheckArea.Acl,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Tokens of people and programs that may write ACLs, operators' settings or the keyring SHALL end by themselves within 24 hours, or come from a login.",
        Why = "Such tokens end up in shell histories and build logs.",
        GivenUp = "Whoever finds an old one may do everything, for ever.",
        Remedy = "Make them by an auth method, or with -ExpirationTtl; keep one bootstrap token locked away.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/security/acl"],
    }, AclRights.Of)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which people and programs need such rights, and how do they log in?")];

    private const string Master = "Master Token";
    private const string Initial = "Initial Management Token";

    protected override IEnumerable<Judgement> Judge(AclRights seen, ClusterSnapshot snapshot)
    {
        // One for emergencies is needed, and cannot end.
        TokenRights? emergency = seen.Tokens.FirstOrDefault(token => token.Token.Description is TokenView.Bootstrap or Master or Initial);
        return Offenders.Judge(
            seen.Tokens.Where(token => token != emergency && token.IsPowerful && token.Token.AuthMethod is null && !EndsSoon(token.Token)),
            "an end within 24 hours, or a login",
            token => token.Name,
            token => token.Token.ExpirationTime is { } end ? $"ends {end:u}" : "never ends");
    }

    private static bool EndsSoon(AclToken token) => token.ExpirationTime is { } end && end - (token.CreateTime ?? end) <= TimeSpan.FromHours(24);
}
