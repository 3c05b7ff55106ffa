using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Judging;

namespace ConsulSecurity.Hardening;

/// <summary>A rule for certificates, held against those that the agents' configuration names: a finding for each.</summary>
internal abstract class CertificateCheck(HardeningCheckInfo info) : HardeningCheck(info)
{
    private const int MostTwins = 50;
    private const string ChainRule = "TLS-24";

    private readonly CertificateRule _rule = CertificateJudge.Rules.First(rule => rule.Id == info.Id);

    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Tls)];

    /// <summary>Whether a certificate that cannot be read is a fault by this rule, and not only something that could not be judged.</summary>
    protected virtual bool IsAboutReading => false;

    public sealed override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        ConsulCertificate[] all = [.. snapshot.Nodes.SelectMany(node => node.Host.Certificates.Value ?? []).Select(c => c.Certificate).OfType<ConsulCertificate>()];
        ILookup<string, ConsulCertificate> byKey = all.ToLookup(c => c.PublicKeyFingerprint), bySerial = all.ToLookup(c => c.SerialNumber);

        // Of thousands of others a few that could be twins, and only for the rule that asks for them.
        IReadOnlyList<ConsulCertificate> Others(ConsulCertificate c) => all.Length > 1 && _rule.Id == "TLS-38"
            ? [c, .. byKey[c.PublicKeyFingerprint].Concat(bySerial[c.SerialNumber]).Take(MostTwins).Distinct()] : [];
        var chains = new Dictionary<string, Verdict>();
        return snapshot.Nodes.SelectMany(node => node.Host.Certificates switch
        {
            { IsKnown: false } missing => [Judgement.Unknown(node.Name, HostView.Missing(missing))],
            { Value.Count: 0 } => [Judgement.NotApplicable(node.Name, "its configuration names no certificate: see TLS-02 and TLS-10")],
            var known => known.Value!.Select(certificate => Judge(snapshot, node, certificate, Others, chains)),
        });
    }

    private Judgement Judge(ClusterSnapshot snapshot, NodeSnapshot node, AgentCertificateEvidence seen, Func<ConsulCertificate, IReadOnlyList<ConsulCertificate>> others, Dictionary<string, Verdict> chains)
    {
        string subject = $"{node.Name}:{seen.Path}";
        var place = new SourceLocation(seen.Path, 0, 0);
        if (seen.Certificate is null)
        {
            return IsAboutReading && !seen.MayNotLook
                ? Judgement.Of(false, subject, "files that can be read", seen.Problem ?? "unreadable", place)
                : Judgement.Unknown(subject, seen.MayNotLook ? $"the right to read '{seen.Path}': run as the agent's account, or root" : "a certificate that can be read: see TLS-22");
        }

        Verdict verdict = Once(seen, chains, () => _rule.Judge(Evidence(snapshot, node, seen, others(seen.Certificate))));
        return verdict.Outcome switch
        {
            FindingOutcome.Pass or FindingOutcome.Fail => Judgement.Of(
                verdict.Outcome == FindingOutcome.Pass, subject, verdict.Expected ?? _rule.Title, verdict.Outcome == FindingOutcome.Pass ? verdict.Seen ?? verdict.Reason : $"{verdict.Seen}. {verdict.Reason}", place),
            FindingOutcome.NotApplicable => Judgement.NotApplicable(subject, verdict.Reason),
            _ => Judgement.Unknown(subject, seen.Authorities is null ? "ca_file in the configuration, to know the authority" : verdict.Reason),
        };
    }

    // To check signatures takes a millisecond, and an agent's certificate may be on many nodes of a cluster that shares it.
    private Verdict Once(AgentCertificateEvidence seen, Dictionary<string, Verdict> chains, Func<Verdict> judge)
    {
        if (_rule.Id != ChainRule)
        {
            return judge();
        }

        string key = string.Join(" ", new[] { seen.Certificate!.Fingerprint }.Concat((seen.Authorities ?? []).Select(authority => authority.Fingerprint)));
        return chains.TryGetValue(key, out Verdict? known) ? known : chains[key] = judge();
    }

    private CertificateEvidence Evidence(ClusterSnapshot snapshot, NodeSnapshot node, AgentCertificateEvidence seen, IReadOnlyList<ConsulCertificate> others)
    {
        // Only the chain looks at the bytes.
        byte[] Der(ConsulCertificate certificate) => _rule.Id == ChainRule ? Pem.Decode(certificate.Pem)[0].Content : [];
        ConsulCertificate certificate = seen.Certificate!;
        CertificateRole role = node.IsServer switch { true => CertificateRole.Server, false => CertificateRole.Client, _ => CertificateRole.Unknown };
        string? domain = (node.Configuration.Value?.Find("domain")?.Value as string)?.TrimEnd('.');
        return new CertificateEvidence
        {
            Certificate = certificate,
            Der = Der(certificate),
            Chain = [.. certificate.Chain.Select(Der)],
            Expectation = new CertificateExpectation(role, snapshot.Datacenter ?? node.Configuration.Value?.Datacenter, domain),
            Now = snapshot.TakenAt,
            Anchors = seen.Authorities is null ? null : [.. seen.Authorities.Select(Der)],
            AnchorFacts = seen.Authorities ?? [],
            CertificatePermissions = seen.File is { State: EvidenceState.Known } file ? FileRights.Of(file) : null,
            KeyPermissions = seen.Key is { State: EvidenceState.Known } key ? FileRights.Of(key) : null,
            AuthorityPermissions = seen.Authority is { State: EvidenceState.Known } authority ? FileRights.Of(authority) : null,
            KeyFingerprint = seen.KeyFingerprint,
            KeyProblem = seen.KeyProblem,
            AuthorityKeysNearby = seen.AuthorityKeys,
            Others = others,
        };
    }
}
