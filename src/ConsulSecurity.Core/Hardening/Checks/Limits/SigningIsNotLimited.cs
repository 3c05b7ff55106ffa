using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>LIM-10: The mesh's authority SHALL limit how many certificates it signs.</summary>
internal sealed class SigningIsNotLimited() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "LIM-10",
        Area = CheckArea.Limits,
        Severity = Severity.Info,
        Level = 2,
        Title = "The mesh's authority SHALL limit how many certificates it signs.",
        Why = "Each signature costs the leader time.",
        GivenUp = "One host that asks for certificates in a loop stops the leader.",
        Remedy = "Leave CSRMaxPerSecond at 50, or set CSRMaxConcurrent (Set-ConsulConnectCA -Setting).",
        Needs = "operator:write",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("How many certificates a second does the mesh need?")];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (snapshot.ConnectCA.State == EvidenceState.NotConfigured)
        {
            yield return Judgement.NotApplicable("cluster", "the mesh is off: see MSH-01");
        }
        else if (snapshot.ConnectCA.Value is not { Provider: not null } authority)
        {
            yield return Judgement.Unknown("cluster", snapshot.ConnectCA.IsKnown ? "operator:write" : AgentView.Missing(snapshot.ConnectCA));
        }
        else
        {
            double? Number(string name) => authority.Setting.TryGetValue(name, out string? text)
                && double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number : null;
            double perSecond = Number("CSRMaxPerSecond") ?? 50;
            double concurrent = Number("CSRMaxConcurrent") ?? 0;
            yield return Judgement.Of(perSecond > 0 || concurrent > 0, "cluster", "CSRMaxPerSecond or CSRMaxConcurrent above 0", $"CSRMaxPerSecond = {perSecond}, CSRMaxConcurrent = {concurrent}");
        }
    }
}
