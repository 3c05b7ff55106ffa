using System;
using System.Collections.Generic;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates.Judging;

/// <summary>All that was found out about one certificate; judging it needs nothing more.</summary>
internal sealed record CertificateEvidence
{
    public required ConsulCertificate Certificate { get; init; }

    public required byte[] Der { get; init; }

    /// <summary>What else its file or listener had.</summary>
    public IReadOnlyList<byte[]> Chain { get; init; } = [];

    public required CertificateExpectation Expectation { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The certificates of <c>ca_file</c>; null if none was named.</summary>
    public IReadOnlyList<byte[]>? Anchors { get; init; }

    public IReadOnlyList<ConsulCertificate> AnchorFacts { get; init; } = [];

    public FilePermissions? CertificatePermissions { get; init; }

    public FilePermissions? KeyPermissions { get; init; }

    public FilePermissions? AuthorityPermissions { get; init; }

    /// <summary>The fingerprint of the key's public half; null if there is no key or it could not be read.</summary>
    public string? KeyFingerprint { get; init; }

    /// <summary>Why the key could not be read.</summary>
    public string? KeyProblem { get; init; }

    /// <summary>Key files beside the certificate that belong to one of the anchors.</summary>
    public IReadOnlyList<string> AuthorityKeysNearby { get; init; } = [];

    /// <summary>The other certificates that are judged in the same run.</summary>
    public IReadOnlyList<ConsulCertificate> Others { get; init; } = [];

    /// <summary>The role to judge by.</summary>
    public CertificateRole Role => Expectation.Role == CertificateRole.Unknown ? Certificate.Role : Expectation.Role;

    public bool IsAgent => Role is CertificateRole.Server or CertificateRole.Client;
}
