using System.IO;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-03: Configuration files SHALL NOT be readable by everybody, nor writable by others.</summary>
internal sealed class ConfigurationIsOpen() : FileCheck(
    new HardeningCheckInfo
    {
        Id = "HST-03",
        Area = CheckArea.Host,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Configuration files SHALL NOT be readable by everybody, nor writable by others.",
        Why = "They hold tokens and keys, and can turn ACLs off.",
        GivenUp = "Accounts of the host read the tokens, or turn protection off at the next restart.",
        Remedy = "chmod 0750 the folder, chmod 0640 the files, chown root:consul",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "no access for everybody, no writing for others",
    FileRole.ConfigurationFolder,
    FileRole.ConfigurationFile,
    FileRole.DefinitionFile)
{
    // What lies in a folder that only owner and group may enter is as closed as the folder.
    protected override bool Holds(FileEvidence file, NodeSnapshot node) => file.IsFolder
        ? !FileRights.OthersCanChange(file)
        : !FileRights.IsOpen(file) || node.Host.Files.Value!.Any(f => f.IsFolder && f.Path == Path.GetDirectoryName(file.Path) && f.Mode is { } mode && (mode & 7) == 0 && !FileRights.OthersCanChange(file));
}
