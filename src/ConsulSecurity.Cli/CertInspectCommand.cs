using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using ConsulSecurity.Certificates.Judging;
using ConsulSecurity.Reporting;

namespace ConsulSecurity.Cli;

/// <summary><c>consulsec cert inspect</c>: what Get- and Test-ConsulCertificate do.</summary>
internal static class CertInspectCommand
{
    public static Command Create()
    {
        Argument<string[]> paths = Paths.Argument(ArgumentArity.OneOrMore, "The files with the certificates.");
        var authority = new Option<string?>("--authority") { Description = "The authority's certificate: what agents name as ca_file." };
        var role = new Option<CertificateRole>("--role") { Description = "What it is to be used for; told from its names by default." };
        var datacenter = new Option<string?>("--datacenter") { Description = "The datacenter that it is to be used in." };
        var node = new Option<string?>("--node") { Description = "The node that it is to be used on." };
        Option<string?> passphrase = CertCommand.PassphraseFile("the private key");
        Option<bool> json = CertCommand.Json();
        var command = new Command("inspect", "Says whether agents will accept certificates, and whether they are kept as they should be. Ends with 0, or with 10 to 14 for the worst fault's severity.")
        {
            paths, authority, role, datacenter, node, passphrase, json,
        };
        Run.Action(command, parsed =>
        {
            var expectation = new CertificateExpectation(parsed.GetValue(role), parsed.GetValue(datacenter), Domain: null, parsed.GetValue(node));
            CertificateEvidence[] all = [.. parsed.GetValue(paths)!.Select(path => CertificateEvidenceReader.Read(
                Path.GetFullPath(path), keyPath: null, parsed.GetValue(authority) is { } ca ? Path.GetFullPath(ca) : null, SecretFile.Read(parsed.GetValue(passphrase)), expectation, DateTimeOffset.UtcNow))];
            ConsulCertificate[] certificates = [.. all.Select(evidence => evidence.Certificate)];
            CertificateFinding[] findings = [.. all.SelectMany(evidence => CertificateJudge.Judge(all.Length > 1 ? evidence with { Others = certificates } : evidence))];
            if (parsed.GetValue(json))
            {
                Console.Out.Write(JsonReport.ToJson(new { Certificates = certificates, Findings = findings }));
            }
            else
            {
                Print(certificates, findings);
            }

            return ExitCode.Of(findings.Where(f => f.Outcome == FindingOutcome.Fail).Select(f => f.Severity));
        });
        return command;
    }

    private static void Print(IReadOnlyList<ConsulCertificate> certificates, IReadOnlyList<CertificateFinding> findings)
    {
        foreach (ConsulCertificate certificate in certificates)
        {
            Console.Out.WriteLine($"{certificate.Path}: {certificate.Role}, {certificate.KeyAlgorithm} {certificate.KeySize}, {certificate.DaysLeft} days left, for {string.Join(", ", [.. certificate.DnsNames, .. certificate.IPAddresses])}");
        }

        foreach (CertificateFinding finding in findings.Where(f => f.Outcome is FindingOutcome.Fail or FindingOutcome.Unknown).OrderByDescending(f => f.Severity))
        {
            Console.Out.WriteLine($"{finding.Outcome,-8} {finding.Severity,-9} {finding.Id,-7} {finding.Subject}: {finding.Reason}");
        }
    }
}
