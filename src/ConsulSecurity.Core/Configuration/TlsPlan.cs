namespace ConsulSecurity.Configuration;

/// <summary>What TLS is wanted on an agent, and how far the cluster is on its way there.</summary>
internal sealed record TlsPlan
{
    /// <summary>1 certificates, 2 TLS for outgoing calls, 3 servers are verified by name, 4 callers are verified, 5 no plain HTTP.</summary>
    public required int Phase { get; init; }

    public bool IsServer { get; init; }

    /// <summary>The files; those in the configuration where null.</summary>
    public string? AuthorityPath { get; init; }

    public string? CertificatePath { get; init; }

    public string? KeyPath { get; init; }

    public long HttpsPort { get; init; } = 8501;

    /// <summary>Whether the API asks callers for a certificate; browsers without one cannot open the UI then.</summary>
    public bool VerifyApiCallers { get; init; } = true;

    /// <summary>Whether plain HTTP stays, on the loopback address alone.</summary>
    public bool KeepLoopbackHttp { get; init; }

    /// <summary>Whether servers give clients their certificates, and clients ask for them.</summary>
    public bool AutoEncrypt { get; init; }

    /// <summary>Clients that get their certificate from a server have no files of their own.</summary>
    public bool NeedsFiles => IsServer || !AutoEncrypt;
}
