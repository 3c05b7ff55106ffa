namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-02: The data folder SHALL be private to the agent's account.</summary>
internal sealed class DataFolderIsOpen() : FileCheck(
    new HardeningCheckInfo
    {
        Id = "HST-02",
        Area = CheckArea.Host,
        Severity = Severity.Critical,
        Level = 1,
        Title = "The data folder SHALL be private to the agent's account.",
        Why = "Servers write snapshots of everything there, 0644 on 1.8: every token, and the key of the mesh's authority.",
        GivenUp = "Every account of the host reads all tokens and the mesh's key.",
        Remedy = "chmod 0700 <data_dir>",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "0700",
    FileRole.DataFolder)
{
    protected override bool Holds(FileEvidence file, NodeSnapshot node) => FileRights.IsPrivate(file);
}
