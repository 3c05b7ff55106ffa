namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-12: The keyring files and their folder SHALL be private to the agent's account.</summary>
internal sealed class KeyringFileIsOpen() : FileCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-12",
        Area = CheckArea.Gossip,
        Severity = Severity.High,
        Level = 1,
        Title = "The keyring files and their folder SHALL be private to the agent's account.",
        Why = "The keyring holds every gossip key in the clear.",
        GivenUp = "Every account of the host can read the key, join the gossip and forge it.",
        Remedy = "chmod 0600 <data_dir>/serf/*.keyring; chmod 0700 <data_dir>/serf",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "0600 for the files, 0700 for the folder",
    FileRole.Keyring,
    FileRole.GossipFolder)
{
    protected override bool Holds(FileEvidence file, NodeSnapshot node) => FileRights.IsPrivate(file);
}
