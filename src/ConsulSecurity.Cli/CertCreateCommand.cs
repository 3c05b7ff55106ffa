using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Platform;
using ConsulSecurity.Reporting;

namespace ConsulSecurity.Cli;

/// <summary><c>consulsec cert create</c>: what New-ConsulCertificate does.</summary>
internal sealed class CertCreateCommand
{
    private readonly Argument<CertificateRole> _role = new("role") { Description = "Server, Client, or Cli for a caller of the HTTPS API." };
    private readonly Option<string> _authority = new("--authority") { Description = "The authority's certificate.", Required = true };
    private readonly Option<string?> _authorityKey = new("--authority-key") { Description = "Its private key, if it does not lie beside it." };
    private readonly Option<string?> _passphrase = CertCommand.PassphraseFile("the authority's private key");
    private readonly Option<string> _datacenter = new("--datacenter") { Description = "The Consul datacenter.", DefaultValueFactory = _ => "dc1" };
    private readonly Option<string> _domain = CertCommand.Domain();
    private readonly Option<string?> _node = new("--node") { Description = "The name of the node." };
    private readonly Option<string[]> _dns = new("--dns") { Description = "Further DNS names." };
    private readonly Option<string[]> _ip = new("--ip") { Description = "Further IP addresses." };
    private readonly Option<CertificateKeyAlgorithm> _algorithm = CertCommand.KeyAlgorithm();
    private readonly Option<int?> _days = CertCommand.Days();
    private readonly Option<string> _folder = CertCommand.Folder();
    private readonly Option<bool> _force = CertCommand.Force();
    private readonly Option<bool> _json = CertCommand.Json();

    public static Command Create()
    {
        var create = new CertCreateCommand();
        var command = new Command("create", "Makes a certificate for an agent or for a caller of the API.")
        {
            create._role, create._authority, create._authorityKey, create._passphrase, create._datacenter, create._domain, create._node, create._dns, create._ip,
            create._algorithm, create._days, create._folder, create._force, create._json,
        };
        Run.Action(command, create.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var order = new CertificateOrder
        {
            Role = parsed.GetValue(_role),
            Datacenter = parsed.GetValue(_datacenter)!,
            Domain = parsed.GetValue(_domain)!,
            Node = parsed.GetValue(_node),
            DnsNames = parsed.GetValue(_dns) ?? [],
            IPAddresses = [.. (parsed.GetValue(_ip) ?? []).Select(AddressText.Parse)],
            KeyAlgorithm = parsed.GetValue(_algorithm),
            Validity = parsed.GetValue(_days) is { } days ? TimeSpan.FromDays(days) : null,
        };
        AgentNames.Check(order);
        string folder = Path.GetFullPath(parsed.GetValue(_folder)!);
        SafeFile.RequirePrivateFolder(folder);
        using SigningAuthority authority = SigningAuthority.Open(
            Path.GetFullPath(parsed.GetValue(_authority)!), parsed.GetValue(_authorityKey), SecretFile.Read(parsed.GetValue(_passphrase)), DateTimeOffset.UtcNow);
        var task = new CertificateTask(order, Path.Combine(folder, CertificateTask.FileName(order)));
        using var batch = new CertificateBatch(authority, parsed.GetValue(_force), DateTimeOffset.UtcNow);
        IReadOnlyList<CertificateResult> results = await batch.RunAsync([task], cancellation).ConfigureAwait(false);
        if (results[0].Error is { } error)
        {
            ExceptionDispatchInfo.Throw(error as ConsulSecurityException ?? FileErrors.FromException(error, "make", task.Path));
        }

        ConsulCertificate made = results[0].Certificate!;
        Console.Out.Write(parsed.GetValue(_json) ? JsonReport.ToJson(made) : made.Path + Environment.NewLine);
        return ExitCode.Good;
    }
}
