using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates.Rotation;

/// <summary>The authorities of an agent's <c>ca_file</c>, and what of them its listeners show.</summary>
internal sealed class TrustBundle
{
    private readonly string _path;
    private readonly List<byte[]> _authorities;

    private TrustBundle(string path, List<byte[]> authorities)
    {
        _path = path;
        _authorities = authorities;
    }

    /// <summary>The subjects, one for each certificate.</summary>
    public IReadOnlyList<string> Subjects => [.. _authorities.Select(SubjectOf)];

    /// <exception cref="ConsulSecurityException">What <see cref="CertificateFile.ReadDer"/> throws.</exception>
    public static TrustBundle Read(string path) => new(path, [.. CertificateFile.ReadDer(path)]);

    /// <summary>Puts authorities behind those that are there; false if all were there.</summary>
    public bool Add(IEnumerable<byte[]> authorities)
    {
        byte[][] missing = [.. authorities.Where(der => !_authorities.Any(der.SequenceEqual))];
        _authorities.AddRange(missing);
        if (missing.Length > 0)
        {
            // What else stands in the file, comments for example, stays.
            string before = SafeFile.Utf8.GetString(SafeFile.Read(_path)).TrimEnd();
            PublicFile.Write(_path, before + "\n" + ToPem(missing), overwrite: true);
        }

        return missing.Length > 0;
    }

    /// <summary>Takes out all others; gives the subjects of those that went.</summary>
    public IReadOnlyList<string> KeepOnly(IReadOnlyList<byte[]> authorities)
    {
        byte[][] gone = [.. _authorities.Where(der => !authorities.Any(der.SequenceEqual))];
        if (gone.Length > 0)
        {
            _authorities.RemoveAll(der => gone.Contains(der));
            PublicFile.Write(_path, ToPem(_authorities), overwrite: true);
        }

        return [.. gone.Select(SubjectOf)];
    }

    /// <summary>Whether a listener accepts the certificates of exactly these authorities.</summary>
    public bool IsShownBy(ListenerView view) =>
        view.AcceptedAuthorities is { } accepted && accepted.OrderBy(name => name).SequenceEqual(Subjects.OrderBy(name => name));

    /// <summary>
    /// Whether a listener accepts at least the certificates of these authorities, and no longer those of the ones removed. Servers
    /// that hand out certificates to clients (auto_encrypt) accept those of Connect's authority as well.
    /// </summary>
    public bool IsCoveredBy(ListenerView view, IReadOnlyList<string> removed)
    {
        if (view.AcceptedAuthorities is not { } accepted)
        {
            return false;
        }

        return Subjects.Distinct().All(name => Count(accepted, name) >= Count(Subjects, name))
            && removed.All(name => Count(accepted, name) <= Count(Subjects, name));
    }

    private static int Count(IEnumerable<string> names, string name) => names.Count(other => other == name);

    private static string SubjectOf(byte[] der) => CertificateReader.Read(der).Subject;

    private static string ToPem(IEnumerable<byte[]> authorities) => string.Concat(authorities.Select(der => Pem.Encode("CERTIFICATE", der)));
}
