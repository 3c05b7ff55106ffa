using System.Management.Automation;
using System.Security;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Commands;

/// <summary>
/// Connects to a Consul agent and keeps the connection for this runspace. What is not given comes from the variables that the
/// <c>consul</c> command reads.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "Consul")]
[OutputType(typeof(ConsulConnection))]
public sealed class ConnectConsulCommand : ConsulCmdlet
{
    /// <summary>The agent's API: host:port, http://, https:// or unix:// with a path. CONSUL_HTTP_ADDR, else 127.0.0.1:8500.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Address { get; set; }

    /// <summary>The ACL token (its SecretID), as a SecureString. CONSUL_HTTP_TOKEN where it is not given.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    /// <summary>A file that holds the token and nothing else. CONSUL_HTTP_TOKEN_FILE where it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TokenFile { get; set; }

    /// <summary>A PEM file with the authorities that may have signed the agent's certificate. CONSUL_CACERT.</summary>
    [Parameter]
    [Alias("CAFile")]
    [ValidateNotNullOrEmpty]
    public string? CACertificate { get; set; }

    /// <summary>A folder of such files. CONSUL_CAPATH.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CAPath { get; set; }

    /// <summary>Our certificate (PEM), for agents with verify_incoming. CONSUL_CLIENT_CERT.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ClientCertificate { get; set; }

    /// <summary>The key of that certificate (PEM, not encrypted). CONSUL_CLIENT_KEY.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ClientKey { get; set; }

    /// <summary>The name the agent's certificate must carry, such as server.dc1.consul, where the address is another. CONSUL_TLS_SERVER_NAME.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TlsServerName { get; set; }

    /// <summary>Takes any certificate: whoever stands in between can read the token. CONSUL_HTTP_SSL_VERIFY=false.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>User and password of a proxy in front of the agent that wants them. CONSUL_HTTP_AUTH.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The datacenter that requests are for; the agent's own where it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Datacenter { get; set; }

    /// <summary>The namespace (Consul Enterprise). CONSUL_NAMESPACE.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>The admin partition (Consul Enterprise). CONSUL_PARTITION.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Partition { get; set; }

    private protected override void End()
    {
        ConsulConnection connection = ConsulEnvironment.OfProcess.Complete(new ConnectionOptions
        {
            Address = Address,
            Token = Token,
            TokenFile = FullPath(TokenFile),
            BasicAuthentication = Credential is null ? null : SecureText.Hide($"{Credential.UserName}:{Credential.Password.Reveal()}"),
            CACertificate = FullPath(CACertificate),
            CAPath = FullPath(CAPath),
            ClientCertificate = FullPath(ClientCertificate),
            ClientKey = FullPath(ClientKey),
            TlsServerName = TlsServerName,
            SkipCertificateCheck = SkipCertificateCheck.IsPresent ? SkipCertificateCheck.ToBool() : null,
            Datacenter = Datacenter,
            Namespace = Namespace,
            Partition = Partition,
        });
        Await((log, cancellation) => new AgentApi(new ConsulClient(connection, log)).IntroduceAsync(cancellation));
        CurrentConnection.Set(connection);
        WriteObject(connection);
    }

    private string? FullPath(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);
}
