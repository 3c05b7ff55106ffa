namespace ConsulSecurity;

/// <summary>What TLS comes to on one of an agent's interfaces, whichever spelling it was said in.</summary>
public sealed class AgentTls
{
    /// <summary>The interface: <c>internal_rpc</c>, <c>https</c> or <c>grpc</c>.</summary>
    public string Interface { get; init; } = string.Empty;

    /// <summary>The file of the authorities that are trusted; null where none is said.</summary>
    public string? CaFile { get; init; }

    /// <summary>The folder of the authorities that are trusted; null where none is said.</summary>
    public string? CaPath { get; init; }

    /// <summary>The certificate's file; null where none is said.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The private key's file; null where none is said.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Whether a client has to show a certificate.</summary>
    public bool VerifyIncoming { get; init; }

    /// <summary>Whether connections to others are made with TLS and their certificate is verified.</summary>
    public bool VerifyOutgoing { get; init; }

    /// <summary>Whether a server has to have the name <c>server.datacenter.domain</c>; of internal_rpc only.</summary>
    public bool VerifyServerHostname { get; init; }

    /// <summary>The lowest version of TLS, in the spelling of this Consul.</summary>
    public string? MinimumVersion { get; init; }

    /// <summary>The cipher suites that are allowed; null for Consul's own choice.</summary>
    public string? CipherSuites { get; init; }
}
