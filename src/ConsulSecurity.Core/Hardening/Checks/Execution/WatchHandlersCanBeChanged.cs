namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-07: The programs that watches run SHALL be root's, and nobody else SHALL be able to change them.</summary>
internal sealed class WatchHandlersCanBeChanged() : FileCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-07",
        Area = CheckArea.Execution,
        Severity = Severity.Medium,
        Level = 1,
        Title = "The programs that watches run SHALL be root's, and nobody else SHALL be able to change them.",
        Why = "They run as the agent whenever data changes.",
        GivenUp = "Whoever can write such a program runs commands as the agent.",
        Remedy = "chown root and chmod 0755 the programs, or take the watches out.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "owned by root, not writable by others",
    FileRole.WatchHandler)
{
    protected override bool Holds(FileEvidence file, NodeSnapshot node) => FileRights.IsTheSystems(file) && !FileRights.OthersCanChange(file);

    protected override Judgement WithoutFiles(NodeSnapshot node) => Judgement.NotApplicable(node.Name, "no watch runs a program");
}
