using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-04: No script or docker check SHALL have come by the API.</summary>
internal sealed class ScriptsCameByTheApi() : DefinitionCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-04",
        Area = CheckArea.Execution,
        Severity = Severity.High,
        Level = 1,
        Title = "No script or docker check SHALL have come by the API.",
        Why = "That is how programs are planted in a cluster.",
        GivenUp = "Somebody has made this agent run a program of theirs, and it runs on.",
        Remedy = "Look what it is and who registered it; deregister it, and set enable_script_checks = false.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "no script or docker check",
    (check, _) => check.IsFromApi && check.Kind is "script" or "docker")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Who registered these checks, and are they needed?")];

    // Only the data folder tells what came by the API: the agent's own list does not.
    protected override string? Missing(NodeView node)
    {
        Evidence<IReadOnlyList<FileEvidence>> files = node.Node.Host.Files;
        return !files.IsKnown ? HostView.Missing(files)
            : files.Value!.FirstOrDefault(f => f.Role is FileRole.RegisteredCheck or FileRole.DataFolder && f.State != EvidenceState.Known) is { } closed
                ? $"the right to look into '{closed.Path}': run as the agent's account, or root"
            : node.Node.Checks.IsKnown ? null : node.WhatIsMissing;
    }
}
