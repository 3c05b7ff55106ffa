using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-05: The KV store SHALL have nothing below _rexec/.</summary>
internal sealed class RemoteExecLeftTraces() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-05",
        Area = CheckArea.Execution,
        Severity = Severity.Medium,
        Level = 1,
        Title = "The KV store SHALL have nothing below _rexec/.",
        Why = "consul exec leaves what it ran and what came of it there.",
        GivenUp = "Somebody ran commands on the nodes, or prepares to.",
        Remedy = "Look who did it; then consul kv delete -recurse _rexec/",
        Needs = "key_prefix \"_rexec/\" read",
        References = ["https://developer.hashicorp.com/consul/commands/exec"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Who ran commands by consul exec?")];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        yield return snapshot.RemoteExecKeys.IsKnown
            ? Judgement.Of(snapshot.RemoteExecKeys.Value == 0, "cluster", "no key", $"{snapshot.RemoteExecKeys.Value} keys")
            : Judgement.Unknown("cluster", AgentView.Missing(snapshot.RemoteExecKeys));
    }
}
