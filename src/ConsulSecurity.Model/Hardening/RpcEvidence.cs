namespace ConsulSecurity;

/// <summary>What a TLS or RPC listener did with somebody who has no certificate.</summary>
public sealed class RpcEvidence
{
    /// <summary>Whether it serves a connection in the clear; null where that was not seen.</summary>
    public bool? AcceptsPlaintext { get; init; }

    /// <summary>Whether it speaks TLS.</summary>
    public bool SpeaksTls { get; init; }

    /// <summary>Whether it refuses a client without a certificate; null where that was not seen.</summary>
    public bool? DemandsClientCertificate { get; init; }

    /// <summary>Whether it still speaks TLS 1.1; null where that was not seen.</summary>
    public bool? SpeaksOldTls { get; init; }

    /// <summary>The SHA-256 of the certificate that it serves, in hexadecimal; null where it serves none.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Plain words.</summary>
    /// <returns>For example <c>plaintext accepted, no TLS</c>.</returns>
    public override string ToString() =>
        (AcceptsPlaintext switch { true => "plaintext accepted, ", false => "plaintext refused, ", _ => string.Empty })
        + (SpeaksTls ? "TLS" : "no TLS")
        + (DemandsClientCertificate switch { true => ", client certificate demanded", false => ", no client certificate demanded", _ => string.Empty });
}
