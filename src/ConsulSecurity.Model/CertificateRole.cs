namespace ConsulSecurity;

/// <summary>What a certificate is for in a Consul cluster.</summary>
public enum CertificateRole
{
    /// <summary>It cannot be told from the certificate.</summary>
    Unknown,

    /// <summary>It signs other certificates.</summary>
    Authority,

    /// <summary>A server agent: carries <c>server.&lt;datacenter&gt;.&lt;domain&gt;</c>.</summary>
    Server,

    /// <summary>A client agent: carries <c>client.&lt;datacenter&gt;.&lt;domain&gt;</c>.</summary>
    Client,

    /// <summary>A person or tool that calls the HTTPS API: carries <c>cli.&lt;datacenter&gt;.&lt;domain&gt;</c>.</summary>
    Cli,
}
