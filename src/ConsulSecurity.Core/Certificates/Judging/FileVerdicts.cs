using System.Linq;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates.Judging;

/// <summary>Whether the files are there, belong together and are kept from others.</summary>
internal static class FileVerdicts
{
    public static Verdict FilesAreThere(CertificateEvidence evidence)
    {
        if (evidence.KeyProblem is not null)
        {
            return Verdict.Fail("a key that can be read", evidence.KeyProblem, "'consul validate' does not look, and the agent does not start.");
        }

        if (evidence.CertificatePermissions?.OthersCanWrite == true)
        {
            return Verdict.Fail("writable by its owner alone", evidence.CertificatePermissions.ToString(), "Others can put their certificate in its place.");
        }

        if (evidence.AuthorityPermissions?.OthersCanWrite == true)
        {
            return Verdict.Fail("an authority's file that its owner alone can write", evidence.AuthorityPermissions.ToString(), "Others can add an authority of theirs, which the agent then believes.");
        }

        return evidence.CertificatePermissions is null
            ? Verdict.NotApplicable("It did not come from a file.")
            : Verdict.Pass(evidence.KeyPermissions is null ? "The certificate is there; no key was named." : "Certificate and key are there.");
    }

    public static Verdict KeyMatches(CertificateEvidence evidence) => evidence switch
    {
        { KeyFingerprint: null, KeyProblem: not null } => Verdict.Unknown("The key could not be read: " + evidence.KeyProblem),
        { KeyFingerprint: null } => Verdict.NotApplicable("No key was named or found beside the certificate."),
        _ when evidence.KeyFingerprint == evidence.Certificate.PublicKeyFingerprint => Verdict.Pass("The key is the certificate's."),
        _ => Verdict.Fail(
            "the key of this certificate",
            $"another key in '{evidence.Certificate.KeyPath}'",
            "The agent does not start (private key does not match public key)."),
    };

    public static Verdict KeyIsPrivate(CertificateEvidence evidence)
    {
        if (evidence.KeyPermissions is not FilePermissions permissions)
        {
            return Verdict.NotApplicable("No key was named or found beside the certificate.");
        }

        if (permissions.EveryoneCanRead || permissions.OthersCanWrite)
        {
            return Verdict.Fail("0600, or a DACL for its owner alone", permissions.ToString(), "Every account of the host can read or replace the key and pose as the agent.");
        }

        // root:consul 0640 is how packages hand the key to the service.
        bool serviceGroup = permissions is { OwnerId: 0, GroupId: not 0 };
        return !permissions.OthersCanRead || serviceGroup
            ? Verdict.Pass("Only its owner can read it.", permissions.ToString())
            : Verdict.Fail("0600, or a DACL for its owner alone", permissions.ToString(), "A whole group can read the key.", Severity.Medium);
    }

    public static Verdict AuthorityKeyIsElsewhere(CertificateEvidence evidence) => evidence switch
    {
        { Role: CertificateRole.Authority } => Verdict.NotApplicable("It is the authority itself."),
        { Anchors: null } => Verdict.Unknown("The authority is not known: name its certificate with -AuthorityPath."),
        { AuthorityKeysNearby.Count: 0 } => Verdict.Pass("The authority's key does not lie beside the agent's."),
        _ => Verdict.Fail(
            "no key of the authority beside an agent's certificate",
            string.Join(", ", evidence.AuthorityKeysNearby.Select(path => "'" + path + "'")),
            "Whoever gets into the agent's host can sign certificates for servers."),
    };
}
