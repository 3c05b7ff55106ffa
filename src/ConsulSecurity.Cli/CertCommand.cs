using System.CommandLine;

namespace ConsulSecurity.Cli;

/// <summary><c>consulsec cert</c>: authorities and certificates that agents accept.</summary>
internal static class CertCommand
{
    public static Command Create() => new("cert", "Makes authorities and certificates, and says whether agents will accept them.")
    {
        CertAuthorityCommand.Create(),
        CertCreateCommand.Create(),
        CertInspectCommand.Create(),
    };

    public static Option<string> Folder() => new("--out") { Description = "The folder for the files.", DefaultValueFactory = _ => "." };

    public static Option<string> Domain() => new("--domain") { Description = "The Consul domain.", DefaultValueFactory = _ => "consul" };

    public static Option<CertificateKeyAlgorithm> KeyAlgorithm() => new("--key-algorithm") { Description = "The kind of key; EC P-256 by default." };

    public static Option<int?> Days() => new("--days") { Description = "How many days it is valid." };

    public static Option<string?> PassphraseFile(string what) => new("--passphrase-file") { Description = $"A file with the passphrase of {what}." };

    public static Option<bool> Force() => new("--force") { Description = "Replaces files that exist." };

    public static Option<bool> Json() => new("--json") { Description = "Prints JSON." };
}
