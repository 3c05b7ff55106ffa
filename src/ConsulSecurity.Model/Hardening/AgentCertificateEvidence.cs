using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>A certificate that an agent's configuration names, with what belongs to it; of the key only whose it is and who may read it.</summary>
public sealed record AgentCertificateEvidence
{
    /// <summary>What uses it: <c>internal_rpc</c>, <c>https</c>, <c>grpc</c>.</summary>
    public required IReadOnlyList<string> Interfaces { get; init; }

    /// <summary>The certificate's file.</summary>
    public required string Path { get; init; }

    /// <summary>The certificate; null where its file cannot be read.</summary>
    public ConsulCertificate? Certificate { get; init; }

    /// <summary>Why the certificate or its authority could not be read; null where it could.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the problem is that this account may not look.</summary>
    public bool MayNotLook { get; init; }

    /// <summary>The certificates of the authority that the configuration names; null where it names none.</summary>
    public IReadOnlyList<ConsulCertificate>? Authorities { get; init; }

    /// <summary>The certificate's file.</summary>
    public FileEvidence? File { get; init; }

    /// <summary>The key's file.</summary>
    public FileEvidence? Key { get; init; }

    /// <summary>The authority's file; null where the configuration names none.</summary>
    public FileEvidence? Authority { get; init; }

    /// <summary>The fingerprint of the key's public half; null where it could not be read.</summary>
    public string? KeyFingerprint { get; init; }

    /// <summary>Why the key could not be read; null where it could.</summary>
    public string? KeyProblem { get; init; }

    /// <summary>Key files on the host that belong to the authority.</summary>
    public IReadOnlyList<string> AuthorityKeys { get; init; } = [];

    /// <summary>What is wrong with the files as text: a byte order mark, line ends, more keys than one.</summary>
    public IReadOnlyList<string> Damage { get; init; } = [];

    /// <summary>The file.</summary>
    /// <returns>The path of the certificate.</returns>
    public override string ToString() => Path;
}
