namespace ConsulSecurity;

/// <summary>An authority for agent certificates: where its certificate and key are. The key itself stays in its file.</summary>
public sealed class ConsulCertificateAuthority
{
    /// <summary>Names an authority by the file with its certificate; its key lies beside it, as <c>x-key.pem</c> beside <c>x.pem</c>.</summary>
    /// <param name="path">The file with its certificate.</param>
    public ConsulCertificateAuthority(string path) => Path = path;

    /// <summary>Names an authority.</summary>
    /// <param name="certificate">Its certificate.</param>
    /// <param name="path">The file with its certificate, and the intermediate ones above it.</param>
    /// <param name="keyPath">The file with its private key.</param>
    /// <param name="isKeyEncrypted">Whether the key needs a passphrase.</param>
    public ConsulCertificateAuthority(ConsulCertificate certificate, string path, string keyPath, bool isKeyEncrypted)
    {
        Certificate = certificate;
        Path = path;
        KeyPath = keyPath;
        IsKeyEncrypted = isKeyEncrypted;
    }

    /// <summary>The authority's certificate; null as long as only its file is named.</summary>
    public ConsulCertificate? Certificate { get; }

    /// <summary>The file with the certificate: what agents name as <c>ca_file</c>.</summary>
    public string Path { get; }

    /// <summary>The file with the private key. Keep it off the agents' hosts. Null for the custom one beside the certificate.</summary>
    public string? KeyPath { get; }

    /// <summary>Whether the key is encrypted, so that signing asks for a passphrase.</summary>
    public bool IsKeyEncrypted { get; }

    /// <summary>The file with the certificate.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => Path;
}
