using System.Collections.Generic;

namespace ConsulSecurity.Certificates.Rotation;

/// <summary>What a run has done and seen on one node.</summary>
internal sealed class RotationState(AuthorityNode node)
{
    public AuthorityNode Node { get; } = node;

    public IReadOnlyList<string> Trusted { get; set; } = [];

    public IReadOnlyList<string> Removed { get; set; } = [];

    public IReadOnlyList<string> TrustSeenAt { get; set; } = [];

    public IReadOnlyList<string> ServedAt { get; set; } = [];

    public ConsulCertificate? Certificate { get; set; }

    public AuthorityRotation Describe(AuthorityRotationStep step) => new()
    {
        Node = Node.Name,
        Step = step,
        TrustPath = Node.TrustPath,
        Trusted = Trusted,
        Removed = Removed,
        Certificate = Certificate ?? (Node.CertificatePath is null ? null : CertificateFile.Read(Node.CertificatePath, keyPath: Node.KeyPath)),
        ServedAt = ServedAt,
        TrustSeenAt = TrustSeenAt,
    };
}
