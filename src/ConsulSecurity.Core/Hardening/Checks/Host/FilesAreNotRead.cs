using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-07: Files in the configuration's folder SHALL be UTF-8 without byte order mark, and such as Consul reads.</summary>
internal sealed class FilesAreNotRead() : MistakeCheck(
    new HardeningCheckInfo
    {
        Id = "HST-07",
        Area = CheckArea.Host,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Files in the configuration's folder SHALL be UTF-8 without byte order mark, and such as Consul reads.",
        Why = "Consul passes over others without a word, or does not start.",
        GivenUp = "What was hardened in such a file is not in force.",
        Remedy = "Rename the files to .hcl or .json, move those of inner folders up, and save them without a byte order mark.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "every file is read",
    "FileIgnored",
    "FolderIgnored",
    "ByteOrderMark",
    "NotUtf8")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Are the files that Consul passes over still needed?")];
}
