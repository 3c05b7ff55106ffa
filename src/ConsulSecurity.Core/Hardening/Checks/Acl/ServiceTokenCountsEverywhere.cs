using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-30: Where there are several datacenters, a service's token SHALL count in its own alone.</summary>
internal sealed class ServiceTokenCountsEverywhere() : EvidenceCheck<AclRights>(
    new HardeningCheckInfo
    {
        Id = "ACL-30",
        Area = CheckArea.Acl,
        Severity = Severity.Low,
        Level = 2,
        Title = "Where there are several datacenters, a service's token SHALL count in its own alone.",
        Why = "A global token works wherever it was stolen from and to.",
        GivenUp = "Whoever has the token can pose as the service in every datacenter.",
        Remedy = "Make it with -Local, in the service's datacenter.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/security/acl"],
    }, AclRights.Of)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    protected override IEnumerable<Judgement> Judge(AclRights seen, ClusterSnapshot snapshot) => snapshot.Datacenters switch
    {
        { IsKnown: false } => [Judgement.Unknown(Offenders.Cluster, AgentView.Missing(snapshot.Datacenters))],
        { Value.Count: 1 } => [Judgement.NotApplicable(Offenders.Cluster, "there is one datacenter")],
        _ => Offenders.Judge(
            seen.Tokens.Where(token => token.Services.Own is not null && !token.Token.IsLocal), "a local token", token => token.Name, token => $"counts everywhere, for {token.Services.Own}"),
    };
}
