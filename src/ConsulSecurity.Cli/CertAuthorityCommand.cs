using System;
using System.CommandLine;
using System.IO;
using ConsulSecurity.Certificates;
using ConsulSecurity.Reporting;

namespace ConsulSecurity.Cli;

/// <summary><c>consulsec cert authority</c>: what New-ConsulCertificateAuthority does.</summary>
internal static class CertAuthorityCommand
{
    public static Command Create()
    {
        Option<string> folder = CertCommand.Folder(), domain = CertCommand.Domain();
        Option<CertificateKeyAlgorithm> algorithm = CertCommand.KeyAlgorithm();
        Option<int?> days = CertCommand.Days();
        Option<string?> passphrase = CertCommand.PassphraseFile("the new private key, which is encrypted then");
        Option<bool> force = CertCommand.Force(), json = CertCommand.Json();
        var name = new Option<string?>("--name") { Description = "The files' name without ending, instead of <domain>-agent-ca." };
        var constraints = new Option<string[]>("--name-constraint") { Description = "The DNS domains that it may sign for and no others." };
        var command = new Command("authority", "Makes an authority for agents' certificates.") { folder, domain, name, algorithm, days, constraints, passphrase, force, json };
        Run.Action(command, parsed =>
        {
            var order = new AuthorityOrder
            {
                Domain = parsed.GetValue(domain)!,
                KeyAlgorithm = parsed.GetValue(algorithm),
                Validity = parsed.GetValue(days) is { } number ? TimeSpan.FromDays(number) : null,
                PermittedNames = parsed.GetValue(constraints) ?? [],
            };
            string path = AuthorityFiles.PathOf(order, Path.GetFullPath(parsed.GetValue(folder)!), parsed.GetValue(name), isIntermediate: false);
            ConsulCertificateAuthority made = AuthorityFiles.Create(
                order, path, parent: null, SecretFile.Read(parsed.GetValue(passphrase)), parsed.GetValue(force), DateTimeOffset.UtcNow);
            Console.Out.Write(parsed.GetValue(json) ? JsonReport.ToJson(new { made.Path, made.KeyPath, made.Certificate!.NotAfter, made.Certificate.Fingerprint }) : made.Path + Environment.NewLine);
            return ExitCode.Good;
        });
        return command;
    }
}
