using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>A certificate signing request: what a node sends to the authority, while its key stays at home.</summary>
public sealed class ConsulCertificateRequest
{
    /// <summary>The file with the request.</summary>
    public string? Path { get; init; }

    /// <summary>The file with the private key, if it was made here.</summary>
    public string? KeyPath { get; init; }

    /// <summary>The subject that is asked for.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>The DNS names that are asked for.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>The IP addresses that are asked for.</summary>
    public IReadOnlyList<string> IPAddresses { get; init; } = [];

    /// <summary>The kind of key, for example <c>EC P-256</c>.</summary>
    public string KeyAlgorithm { get; init; } = string.Empty;

    /// <summary>The SHA-256 of the public key in lower-case hexadecimal.</summary>
    public string PublicKeyFingerprint { get; init; } = string.Empty;

    /// <summary>The request as PEM.</summary>
    public string Pem { get; init; } = string.Empty;

    /// <summary>The subject.</summary>
    /// <returns>For example <c>CN=server.dc1.consul</c>.</returns>
    public override string ToString() => Subject;
}
