using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Judging;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>Certificate, key and authority: that they are what they should be and belong together.</summary>
internal static class CertificateInspection
{
    // The rules whose breach shows when the agent starts or talks to others; the rest is the audit's.
    private static readonly string[] s_rules = ["TLS-22", "TLS-23", "TLS-24", "TLS-25", "TLS-27", "TLS-29", "TLS-30", "TLS-32"];

    public static void Run(InspectionContext context)
    {
        foreach (MergedSetting authority in Named(context, "ca_file"))
        {
            if (Try(() => CertificateFile.ReadDer((string)authority.Value)) is string problem)
            {
                context.Error("CertificateUnreadable", authority, problem, "It takes certificates in PEM (-----BEGIN CERTIFICATE-----).");
            }
        }

        foreach (MergedSetting certificate in Named(context, "cert_file"))
        {
            Pair(context, certificate);
        }
    }

    private static IEnumerable<MergedSetting> Named(InspectionContext context, string name) => context.Configuration.Settings.Values
        .Where(s => s.Setting.Name == name && s.Value is string path && FileInspection.IsRooted(path) && File.Exists(path));

    private static void Pair(InspectionContext context, MergedSetting certificate)
    {
        string prefix = certificate.Setting.Path.Substring(0, certificate.Setting.Path.Length - "cert_file".Length);
        MergedSetting? key = context.Said(prefix + "key_file");
        if (key?.Value is not string keyPath || !File.Exists(keyPath))
        {
            if (key is null && context.IsComplete)
            {
                context.Warning("KeyMissing", certificate, "The certificate has no key beside it, and the agent does not use it.", $"Say '{prefix}key_file'.");
            }

            return;
        }

        string? authority = (context.Said(prefix + "ca_file") ?? context.Said("tls.defaults.ca_file") ?? context.Said("ca_file"))?.Value as string;
        authority = authority is not null && File.Exists(authority) && Try(() => CertificateFile.ReadDer(authority)) is null ? authority : null;
        var expectation = new CertificateExpectation(
            context.Configuration.IsServer ? CertificateRole.Server : CertificateRole.Client,
            context.Configuration.String("datacenter")?.ToLowerInvariant(),
            context.Configuration.String("domain")?.TrimEnd('.'));
        IReadOnlyList<CertificateFinding> findings = [];
        string? problem = Try(() => findings = CertificateJudge.Judge(
            CertificateEvidenceReader.Read((string)certificate.Value, keyPath, authority, passphrase: null, expectation, context.Now)));
        if (problem is not null)
        {
            context.Error("CertificateUnreadable", certificate, problem);
        }

        foreach (CertificateFinding finding in findings.Where(f => f.Outcome == FindingOutcome.Fail && s_rules.Contains(f.Id)))
        {
            Report(context, certificate, key, finding);
        }
    }

    private static void Report(InspectionContext context, MergedSetting certificate, MergedSetting key, CertificateFinding finding)
    {
        string text = $"The certificate '{certificate.Value}' breaks {finding.Id} ({finding.Title.TrimEnd('.')}): {finding.Seen ?? finding.Reason}";
        text = text.TrimEnd('.') + ".";
        if (finding.Id == "TLS-23")
        {
            context.Error("KeyDoesNotMatch", key, $"The key '{key.Value}' is not that of the certificate '{certificate.Value}', and the agent does not start.", "Name the key that belongs to it.");
        }
        else if (finding.Id == "TLS-22" && finding.Expected is not null && finding.Expected.StartsWith("a key", StringComparison.Ordinal))
        {
            context.Error("KeyUnreadable", key, finding.Seen ?? finding.Reason);
        }
        else
        {
            context.Warning("Certificate" + finding.Id.Replace("-", string.Empty), certificate, text, finding.Expected is null ? null : $"Expected: {finding.Expected}.");
        }
    }

    private static string? Try(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception e) when (e is ConsulSecurityException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static string? Try<T>(Func<T> read) => Try(() => { read(); });
}
