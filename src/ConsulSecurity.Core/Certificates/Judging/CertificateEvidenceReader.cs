using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates.Judging;

/// <summary>Collects what there is to know about a certificate on disk.</summary>
internal static class CertificateEvidenceReader
{
    private const int LargestKeyFile = 64 * 1024;

    /// <param name="path">The certificate.</param>
    /// <param name="keyPath">Its key; the one beside it where none is named.</param>
    /// <param name="authorityPath">The authority's certificates.</param>
    /// <param name="passphrase">Of the key.</param>
    /// <param name="expectation">What it is for.</param>
    /// <param name="now">The time to judge by.</param>
    /// <param name="searchForKeys">Folders that are searched for the authority's key, besides those of certificate and key.</param>
    /// <exception cref="ConsulSecurityException">The certificate or the authority cannot be read; trouble with the key is evidence instead.</exception>
    public static CertificateEvidence Read(
        string path, string? keyPath, string? authorityPath, SecureString? passphrase, CertificateExpectation expectation, DateTimeOffset now,
        IEnumerable<string>? searchForKeys = null)
    {
        IReadOnlyList<byte[]> certificates = CertificateFile.ReadDer(path, passphrase);
        keyPath ??= CertificateFile.FindKey(path);
        IReadOnlyList<byte[]>? anchors = authorityPath is null ? null : CertificateFile.ReadDer(authorityPath);
        ConsulCertificate[] anchorFacts = [.. anchors?.Select(der => CertificateReader.Read(der, authorityPath)) ?? []];
        CertificateEvidence evidence = new()
        {
            Certificate = CertificateReader.Read(certificates[0], path, keyPath),
            Der = certificates[0],
            Chain = [.. certificates.Skip(1)],
            Expectation = expectation,
            Now = now,
            Anchors = anchors,
            AnchorFacts = anchorFacts,
            CertificatePermissions = HostFiles.Current.Read(path),
            AuthorityKeysNearby = AuthorityKeysBeside([path, keyPath ?? path], searchForKeys ?? [], anchorFacts),
        };
        return keyPath is null ? evidence : WithKey(evidence, keyPath, passphrase);
    }

    /// <summary>What there is to know about a certificate without files: one that a listener serves.</summary>
    public static CertificateEvidence Of(ConsulCertificate certificate, string? authorityPath, CertificateExpectation expectation, DateTimeOffset now)
    {
        IReadOnlyList<byte[]>? anchors = authorityPath is null ? null : CertificateFile.ReadDer(authorityPath);
        return new CertificateEvidence
        {
            Certificate = certificate,
            Der = Pem.Decode(certificate.Pem)[0].Content,
            Chain = [.. certificate.Chain.Select(other => Pem.Decode(other.Pem)[0].Content)],
            Expectation = expectation,
            Now = now,
            Anchors = anchors,
            AnchorFacts = [.. anchors?.Select(der => CertificateReader.Read(der, authorityPath)) ?? []],
        };
    }

    private static CertificateEvidence WithKey(CertificateEvidence evidence, string keyPath, SecureString? passphrase)
    {
        try
        {
            evidence = evidence with { KeyPermissions = HostFiles.Current.Read(keyPath) };
            using PrivateKey key = KeyFile.Read(keyPath, passphrase);
            return evidence with { KeyFingerprint = key.Fingerprint() };
        }
        catch (ConsulSecurityException exception)
        {
            return evidence with { KeyProblem = exception.Message };
        }
    }

    private static string[] AuthorityKeysBeside(string[] files, IEnumerable<string> more, ConsulCertificate[] authorities)
    {
        if (authorities.Length == 0)
        {
            return [];
        }

        IEnumerable<string> folders = files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!).Concat(more.Select(Path.GetFullPath)).Distinct();
        return
        [
            .. folders.SelectMany(FilesOf)
                .Where(file => Path.GetExtension(file) is ".pem" or ".key" or ".der" && new FileInfo(file).Length <= LargestKeyFile)
                .Where(file => FingerprintOf(file) is string fingerprint && authorities.Any(authority => authority.PublicKeyFingerprint == fingerprint)),
        ];
    }

    private static string[] FilesOf(string folder)
    {
        try
        {
            return Directory.GetFiles(folder);
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? FingerprintOf(string file)
    {
        try
        {
            using PrivateKey key = KeyFile.Read(file);
            return key.Fingerprint();
        }
        catch (ConsulSecurityException)
        {
            return null;
        }
    }
}
