using System.Collections.Generic;

namespace ConsulSecurity.Certificates.Rotation;

/// <summary>An agent that moves to another authority: how it is reached, and its files as seen from here.</summary>
internal sealed class AuthorityNode(ConsulConnection connection, string trustPath)
{
    /// <summary>The name in messages: the node's, once it is known.</summary>
    public string Name { get; set; } = connection.ToString();

    /// <summary>The agent's API, for the reload.</summary>
    public ConsulConnection Connection { get; } = connection;

    /// <summary>The file of <c>ca_file</c>.</summary>
    public string TrustPath { get; } = trustPath;

    /// <summary>The file of <c>cert_file</c>; null for an agent that gets its certificate from the servers (auto_encrypt).</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The file of <c>key_file</c>; null for the one beside the certificate.</summary>
    public string? KeyPath { get; init; }

    /// <summary>The listeners that have to show what was changed.</summary>
    public IReadOnlyList<ListenerAddress> Listeners { get; init; } = [];

    /// <summary>
    /// A new connection over HTTPS with the agent's own files as they are now: at every moment of the rotation, and after every
    /// interruption, the agent accepts its own certificate and its own authorities accept what it serves.
    /// </summary>
    public ConsulConnection Connect()
    {
        if (Connection.Address.Scheme != "https" || CertificatePath is null)
        {
            return Connection.At(Connection.Address);
        }

        IReadOnlyList<string> names = CertificateFile.Read(CertificatePath).DnsNames;
        return new ConsulConnection(Connection.Address)
        {
            Token = Connection.Token,
            BasicAuthentication = Connection.BasicAuthentication,
            Datacenter = Connection.Datacenter,
            Namespace = Connection.Namespace,
            Partition = Connection.Partition,
            CACertificate = TrustPath,
            ClientCertificate = CertificatePath,
            ClientKey = KeyPath ?? CertificateFile.FindKey(CertificatePath),
            TlsServerName = names.Count > 0 ? names[0] : null,
        };
    }
}
