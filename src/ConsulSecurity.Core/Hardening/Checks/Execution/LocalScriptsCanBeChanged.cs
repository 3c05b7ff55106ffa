namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-03: Where local script checks are on, nobody but root and the agent SHALL be able to change the configuration.</summary>
internal sealed class LocalScriptsCanBeChanged() : FileCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-03",
        Area = CheckArea.Execution,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Where local script checks are on, nobody but root and the agent SHALL be able to change the configuration.",
        Why = "Whoever writes there runs programs as the agent.",
        GivenUp = "Accounts of the host that can write a file there run programs as the agent.",
        Remedy = "Take write permission from others on the configuration's folders and files; or set enable_local_script_checks = false.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "not writable by others",
    FileRole.ConfigurationFolder,
    FileRole.ConfigurationFile,
    FileRole.DefinitionFile)
{
    protected override bool Holds(FileEvidence file, NodeSnapshot node) => Scripts(node) == false || !FileRights.OthersCanChange(file);

    protected override string? Missing(NodeSnapshot node) => Scripts(node) is null ? new NodeView(node).WhatIsMissing : null;

    private static bool? Scripts(NodeSnapshot node) => new NodeView(node).IsTrue("enable_local_script_checks");
}
