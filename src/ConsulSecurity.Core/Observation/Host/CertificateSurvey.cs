using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Judging;

namespace ConsulSecurity.Observation;

/// <summary>Reads the certificates that an agent's configuration names. Of the keys it keeps whose they are, nothing else.</summary>
internal sealed class CertificateSurvey(AgentPlace place, FileSurvey files, DateTimeOffset now)
{
    public IReadOnlyList<AgentCertificateEvidence> Collect() =>
    [
        .. from tls in place.Tls
           where place.Full(tls.CertificateFile) is not null
           group tls by (Certificate: place.Full(tls.CertificateFile)!, Key: place.Full(tls.KeyFile), Authority: place.Full(tls.CaFile), Folder: place.Full(tls.CaPath)) into pair
           select Read(pair.Key.Certificate, pair.Key.Key, Authority(pair.Key.Authority, pair.Key.Folder), [.. pair.Select(tls => tls.Interface)]),
    ];

    private AgentCertificateEvidence Read(string path, string? key, string? authority, IReadOnlyList<string> interfaces)
    {
        var evidence = new AgentCertificateEvidence
        {
            Interfaces = interfaces,
            Path = path,
            File = files.Look(FileRole.Certificate, path),
            Key = key is null ? null : files.Look(FileRole.PrivateKey, key),
            Authority = authority is null ? null : files.Look(FileRole.Authority, authority),
            Damage = [.. new[] { path, key, authority }.OfType<string>().SelectMany(PemDamage.Of)],
        };
        IEnumerable<string> folders = place.Paths.Where(Directory.Exists);
        try
        {
            CertificateEvidence read = CertificateEvidenceReader.Read(
                path, key, authority, null, new CertificateExpectation(CertificateRole.Unknown), now,
                authority is null ? folders : folders.Append(Path.GetDirectoryName(authority)!));
            return evidence with
            {
                Certificate = CertificateFile.Read(path, keyPath: key),
                Authorities = read.Anchors is null ? null : read.AnchorFacts,
                KeyFingerprint = read.KeyFingerprint,
                KeyProblem = read.KeyProblem,
                AuthorityKeys = read.AuthorityKeysNearby,
            };
        }
        catch (ConsulSecurityException e)
        {
            return evidence with { Problem = e.Message, MayNotLook = e.Kind == ConsulErrorKind.PermissionDenied };
        }
    }

    // A folder of authorities is good for one here, as all of its certificates count the same.
    private static string? Authority(string? file, string? folder) =>
        file ?? (folder is not null && Directory.Exists(folder) ? Directory.EnumerateFiles(folder).OrderBy(f => f, StringComparer.Ordinal).FirstOrDefault() : null);
}
