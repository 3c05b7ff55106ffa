namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-05: Exported snapshots SHALL be encrypted, and private.</summary>
internal sealed class ExportedSnapshotIsOpen() : FileCheck(
    new HardeningCheckInfo
    {
        Id = "HST-05",
        Area = CheckArea.Host,
        Severity = Severity.High,
        Level = 1,
        Title = "Exported snapshots SHALL be encrypted, and private.",
        Why = "They hold every token and the mesh's key in clear; Consul does not encrypt them.",
        GivenUp = "Whoever gets the file has all tokens and secrets of the cluster.",
        Remedy = "Encrypt them (age, gpg), chmod 0600, and move them off the host.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/commands/snapshot"],
    },
    "0600 and encrypted",
    FileRole.ExportedSnapshot)
{
    protected override bool Holds(FileEvidence file, NodeSnapshot node) => file.IsPlainArchive != true && FileRights.IsPrivate(file);

    protected override Judgement WithoutFiles(NodeSnapshot node) => Judgement.NotApplicable(node.Name, "there is none beside the data, the configuration, or in /var/backups");
}
