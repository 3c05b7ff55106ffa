using System;
using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hardening;

/// <summary>A check of the settings of the mesh's authority, which the API shows with <c>operator:write</c> alone.</summary>
internal abstract class AuthorityCheck(HardeningCheckInfo info) : EvidenceCheck<ConsulConnectCA>(info, snapshot => snapshot.ConnectCA)
{
    protected sealed override IEnumerable<Judgement> Judge(ConsulConnectCA seen, ClusterSnapshot snapshot)
    {
        yield return seen.Provider is null ? Judgement.Unknown(Offenders.Cluster, "operator:write") : JudgeSettings(seen, snapshot);
    }

    protected abstract Judgement JudgeSettings(ConsulConnectCA authority, ClusterSnapshot snapshot);

    /// <summary>How long something is valid; Consul's default where nothing is said.</summary>
    protected static TimeSpan Ttl(ConsulConnectCA authority, string setting, double defaultHours) =>
        authority.Setting.TryGetValue(setting, out string? text) && GoDuration.Parse(text) is { } said && said > TimeSpan.Zero ? said : TimeSpan.FromHours(defaultHours);
}
