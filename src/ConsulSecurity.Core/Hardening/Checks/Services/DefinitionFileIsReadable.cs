namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-05: A configuration file that defines a service SHALL be readable by the agent's account and one group at most.</summary>
internal sealed class DefinitionFileIsReadable() : FileCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-05",
        Area = CheckArea.Service,
        Severity = Severity.High,
        Level = 1,
        Title = "A configuration file that defines a service SHALL be readable by the agent's account and one group at most.",
        Why = "It holds the service's token.",
        GivenUp = "Whoever has an account on the host can pose as the service.",
        Remedy = "chmod 0640 and chown to the agent's account.",
        Needs = "the agent's configuration, on its own host (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    }, "0640 or less, owned by the agent's account or root",
    FileRole.DefinitionFile)
{
    protected override bool Holds(FileEvidence file, NodeSnapshot node) => !FileRights.IsOpen(file)
        && (FileRights.IsTheSystems(file) || !node.Host.Process.IsKnown || file.OwnerId == node.Host.Process.Value!.UserId);
}
