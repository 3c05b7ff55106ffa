using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Judging;

namespace ConsulSecurity.Configuration;

/// <summary>
/// TLS comes in five phases, each on all nodes before the next: 1 certificates and HTTPS, nothing verified; 2 all call by TLS; 3 servers
/// are verified by name; 4 callers are verified; 5 plain HTTP goes. 1 and 5 take a restart, the others a reload.
/// </summary>
internal static class TlsSettings
{
    public static bool NeedsRestart(int phase) => phase is 1 or 5;

    /// <exception cref="ConsulSecurityException">
    /// <c>TlsFilesNeeded</c>, <c>TlsCertificateUnfit</c> (unless <paramref name="force"/>), and what <see cref="ConfigFragment.Plan"/> throws.
    /// </exception>
    public static ConfigFragment Plan(string folder, TlsPlan plan, Version? version, bool force, DateTimeOffset now)
    {
        MergedConfiguration configuration = MergedConfiguration.Read([folder], version);
        AgentTls current = TlsView.Of(configuration, TlsView.InternalRpc);
        plan = plan with
        {
            IsServer = plan.IsServer || configuration.IsServer,
            AuthorityPath = plan.AuthorityPath ?? current.CaFile,
            CertificatePath = plan.CertificatePath ?? current.CertificateFile,
            KeyPath = plan.KeyPath ?? (plan.CertificatePath is null ? current.KeyFile : CertificateFile.FindKey(plan.CertificatePath)),
        };
        if (plan.AuthorityPath is null || (plan.NeedsFiles && (plan.CertificatePath is null || plan.KeyPath is null)))
        {
            throw ConfigErrors.TlsFilesNeeded(folder);
        }

        if (!force && plan.NeedsFiles)
        {
            RequireFit(plan, configuration, now);
        }

        return ConfigFragment.Plan(folder, "tls", Settings(plan, version), version);
    }

    /// <summary>What a phase says; the plan names all files.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> Settings(TlsPlan plan, Version? version) =>
        [.. ConsulVersions.HasTlsStanza(version) ? Stanza(plan) : Flat(plan), .. Shared(plan)];

    /// <summary>As Consul up to 1.11 spells it.</summary>
    private static IEnumerable<KeyValuePair<string, object>> Flat(TlsPlan plan)
    {
        yield return Set("ca_file", plan.AuthorityPath!);
        if (plan.NeedsFiles)
        {
            yield return Set("cert_file", plan.CertificatePath!);
            yield return Set("key_file", plan.KeyPath!);
            yield return Set("verify_incoming_rpc", plan.Phase >= 4);
            yield return Set("verify_incoming_https", plan.Phase >= 5 && plan.VerifyApiCallers);
        }

        yield return Set("tls_min_version", "tls12");
        yield return Set("verify_outgoing", plan.Phase >= 2);
        yield return Set("verify_server_hostname", plan.Phase >= 3);
    }

    /// <summary>As Consul from 1.12 on spells it; sidecars have no certificate to show on gRPC.</summary>
    private static IEnumerable<KeyValuePair<string, object>> Stanza(TlsPlan plan)
    {
        yield return Set("tls.defaults.ca_file", plan.AuthorityPath!);
        if (plan.NeedsFiles)
        {
            yield return Set("tls.defaults.cert_file", plan.CertificatePath!);
            yield return Set("tls.defaults.key_file", plan.KeyPath!);
            yield return Set("tls.internal_rpc.verify_incoming", plan.Phase >= 4);
            yield return Set("tls.https.verify_incoming", plan.Phase >= 5 && plan.VerifyApiCallers);
            yield return Set("tls.grpc.verify_incoming", false);
        }

        yield return Set("tls.defaults.tls_min_version", "TLSv1_2");
        yield return Set("tls.defaults.verify_outgoing", plan.Phase >= 2);
        yield return Set("tls.internal_rpc.verify_server_hostname", plan.Phase >= 3);
    }

    private static IEnumerable<KeyValuePair<string, object>> Shared(TlsPlan plan)
    {
        yield return Set("ports.https", plan.HttpsPort);
        if (plan.Phase >= 5 && plan.KeepLoopbackHttp)
        {
            yield return Set("addresses.http", "127.0.0.1");
        }
        else if (plan.Phase >= 5)
        {
            yield return Set("ports.http", -1L);
        }

        if (plan.AutoEncrypt)
        {
            yield return Set(plan.IsServer ? "auto_encrypt.allow_tls" : "auto_encrypt.tls", true);
        }
    }

    /// <summary>What 'consul validate' does not look at: whether agents will accept the certificate.</summary>
    private static void RequireFit(TlsPlan plan, MergedConfiguration configuration, DateTimeOffset now)
    {
        var expectation = new CertificateExpectation(
            plan.IsServer ? CertificateRole.Server : CertificateRole.Client,
            configuration.String("datacenter"),
            configuration.String("domain")?.TrimEnd('.'));
        CertificateEvidence evidence = CertificateEvidenceReader.Read(
            plan.CertificatePath!, plan.KeyPath, plan.AuthorityPath, passphrase: null, expectation, now);
        if (CertificateJudge.Judge(evidence).FirstOrDefault(finding => finding is { Outcome: FindingOutcome.Fail, Severity: >= Severity.High }) is CertificateFinding finding)
        {
            throw ConfigErrors.TlsCertificateUnfit(plan.CertificatePath!, finding);
        }
    }

    private static KeyValuePair<string, object> Set(string path, object value) => new(path, value);
}
