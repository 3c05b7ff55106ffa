namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-33: The file that keeps the agent's tokens SHALL be its account's alone.</summary>
internal sealed class KeptTokensAreReadable() : FileCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-33",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "The file that keeps the agent's tokens SHALL be its account's alone.",
        Why = "It holds them in the clear.",
        GivenUp = "Whoever has an account on the host can do what the agent may.",
        Remedy = "chmod 0600 acl-tokens.json in data_dir, and give its owner's account to nobody.",
        Needs = "the agent's configuration, on its own host (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    }, "0600 or less",
    FileRole.AgentTokens)
{
    protected override bool Holds(FileEvidence file, NodeSnapshot node) => FileRights.IsPrivate(file);
}
