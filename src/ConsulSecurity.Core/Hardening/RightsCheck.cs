using System.Collections.Generic;

namespace ConsulSecurity.Hardening;

/// <summary>A check of what tokens may do. Where the default policy allows, rules say little, and it fails as a whole.</summary>
internal abstract class RightsCheck(HardeningCheckInfo info) : EvidenceCheck<AclRights>(info, AclRights.Of)
{
    protected sealed override IEnumerable<Judgement> Judge(AclRights seen, ClusterSnapshot snapshot) => seen.DefaultAllows
        ? [Judgement.Of(false, Offenders.Cluster, "only what rules grant", "the ACL default policy allows everyone what no rule denies: see ACL-02")]
        : JudgeRights(seen, snapshot);

    protected abstract IEnumerable<Judgement> JudgeRights(AclRights rights, ClusterSnapshot snapshot);
}
