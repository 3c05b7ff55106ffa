namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-04: The program and the folders above it SHALL be root's, and neither the agent nor others SHALL be able to change them.</summary>
internal sealed class AgentCanChangeItsProgram() : FileCheck(
    new HardeningCheckInfo
    {
        Id = "HST-04",
        Area = CheckArea.Host,
        Severity = Severity.High,
        Level = 1,
        Title = "The program and the folders above it SHALL be root's, and neither the agent nor others SHALL be able to change them.",
        Why = "Who breaks into the agent would stay in it through every restart.",
        GivenUp = "A break-in stays, and becomes root's where root runs the program.",
        Remedy = "chown root:root and chmod 0755 the program and its folders.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "not writable by the agent or others",
    FileRole.Program,
    FileRole.ProgramFolder)
{
    protected override bool Holds(FileEvidence file, NodeSnapshot node) =>
        !FileRights.OthersCanChange(file) && !FileRights.CanBeChangedBy(file, node.Host.Process.Value!);

    protected override string? Missing(NodeSnapshot node) => node.Host.Process switch
    {
        { IsKnown: false } missing => HostView.Missing(missing),
        { Value.Program: { IsKnown: false } program } => program.Reason,
        _ => null,
    };
}
