using System;
using System.Collections;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Configuration;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Commands;

/// <summary>
/// Turns the service mesh on in an agent's configuration (rules MSH-01 to MSH-07): on servers with who signs and for how long, on clients
/// with the port where proxies get their configuration, on both with the ports of sidecars. Restart one server after the other; with -Wait
/// it then waits until the leader has made the authority, and proves it by a certificate that leads to its root.
/// </summary>
[Cmdlet(VerbsLifecycle.Enable, "ConsulConnect", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "BuiltIn")]
[OutputType(typeof(ConfigurationChange))]
public sealed class EnableConsulConnectCommand : ConfigurationFragmentCmdlet
{
    private bool _isWritten;

    /// <summary>The agent is a server, where its configuration does not say so.</summary>
    [Parameter]
    public SwitchParameter Server { get; set; }

    /// <summary>
    /// The port where proxies get their configuration, with TLS from Consul 1.14 on; -1 turns it off. On clients 8502 by default and 8503 from
    /// 1.14 on, on servers as it is.
    /// </summary>
    [Parameter]
    [ValidateRange(-1, 65535)]
    public int? GrpcPort { get; set; }

    /// <summary>The first port for sidecars that name none; Consul's own is 21000.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int? SidecarMinPort { get; set; }

    /// <summary>The last such port; Consul's own is 21255.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int? SidecarMaxPort { get; set; }

    /// <summary>Makes every sidecar name its port, so that the firewall opens those alone: first and last port are 0.</summary>
    [Parameter]
    public SwitchParameter NoSidecarRange { get; set; }

    /// <summary>A PEM file with the private key to sign with; it then lies in the agent's configuration and in Consul's state.</summary>
    [Parameter(ParameterSetName = "OwnKey")]
    public string? PrivateKey { get; set; }

    /// <summary>A PEM file with the root certificate of that key; its URI <c>spiffe://UUID.consul</c> becomes the mesh's trust domain.</summary>
    [Parameter(ParameterSetName = "OwnKey")]
    public string? RootCertificate { get; set; }

    /// <summary>The https address of Vault, which then signs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Vault")]
    public Uri? VaultAddress { get; set; }

    /// <summary>The token that the servers use at Vault; it then lies in the agent's configuration, in a private file.</summary>
    [Parameter(ParameterSetName = "Vault")]
    [SecretTransformation]
    public SecureString? VaultToken { get; set; }

    /// <summary>How the servers get a token from Vault by themselves, instead of -VaultToken, for example kubernetes (Consul 1.11).</summary>
    [Parameter(ParameterSetName = "Vault")]
    [ValidateNotNullOrEmpty]
    public string? VaultAuthMethod { get; set; }

    /// <summary>What that method wants to know, for example @{ role = 'consul' }.</summary>
    [Parameter(ParameterSetName = "Vault")]
    public Hashtable? VaultAuthParameter { get; set; }

    /// <summary>A PEM file on the servers with the authority of Vault's certificate; the system's by default.</summary>
    [Parameter(ParameterSetName = "Vault")]
    public string? VaultAuthorityPath { get; set; }

    /// <summary>The path of the PKI engine with the root.</summary>
    [Parameter(ParameterSetName = "Vault")]
    public string? RootPkiPath { get; set; }

    /// <summary>The path of the PKI engine with the intermediate certificate.</summary>
    [Parameter(ParameterSetName = "Vault")]
    public string? IntermediatePkiPath { get; set; }

    /// <summary>The ARN of a private authority at AWS, which then signs (Consul 1.7).</summary>
    [Parameter(Mandatory = true, ParameterSetName = "AwsPca")]
    [ValidateNotNullOrEmpty]
    public string? AwsPcaArn { get; set; }

    /// <summary>How long certificates of services are valid; one hour or more, 72 hours by Consul's own.</summary>
    [Parameter]
    public TimeSpan? LeafTtl { get; set; }

    /// <summary>How long intermediate certificates are valid; three times -LeafTtl or more.</summary>
    [Parameter]
    public TimeSpan? IntermediateTtl { get; set; }

    /// <summary>Waits until the mesh works. Run the cmdlet again with it after the last server was restarted.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How many seconds -Wait may take; 60 by default.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>The agent that -Wait asks: that of Connect-Consul by default, else the one that CONSUL_HTTP_ADDR and its like describe.</summary>
    [Parameter]
    [ValidateNotNull]
    public ConsulConnection? Connection { get; set; }

    private protected override void Begin()
    {
        if (Wait)
        {
            Connection ??= CurrentConnection.GetOrFromEnvironment();
        }
    }

    private protected override ConfigFragment Plan(string folder, Version? version)
    {
        ConnectAuthorityOrder order = Order();
        if (ConnectConfiguration.Warning(order) is string warning)
        {
            WriteWarning(warning);
        }

        return ConnectSettings.Plan(
            folder,
            new ConnectPlan
            {
                IsServer = Server,
                GrpcPort = GrpcPort,
                SidecarMinPort = NoSidecarRange ? 0 : SidecarMinPort,
                SidecarMaxPort = NoSidecarRange ? 0 : SidecarMaxPort,
                Authority = order,
            },
            version);
    }

    private protected override void Written(ConfigurationChange change)
    {
        _isWritten = true;
        if (PrivateKey is not null)
        {
            WriteWarning($"The private key now lies in '{change.Path}', and will in Consul's state and every snapshot of it: prefer Vault in production.");
        }
    }

    private protected override void End()
    {
        if (Wait && _isWritten)
        {
            Await((log, cancellation) => new ConnectAuthority(Connection!, new ConnectApi(new ConsulClient(Connection!, log)), log)
            {
                Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
            }.ProveAsync(cancellation));
        }
    }

    private ConnectAuthorityOrder Order() => new()
    {
        PrivateKeyPath = Resolve(PrivateKey),
        RootCertificatePath = Resolve(RootCertificate),
        VaultAddress = VaultAddress,
        VaultToken = VaultToken,
        VaultAuthMethod = VaultAuthMethod,
        VaultAuthParameters = ConnectAuthorityOrder.Parameters(VaultAuthParameter),
        VaultAuthorityPath = VaultAuthorityPath,
        RootPkiPath = RootPkiPath,
        IntermediatePkiPath = IntermediatePkiPath,
        AwsPcaArn = AwsPcaArn,
        LeafTtl = LeafTtl,
        IntermediateTtl = IntermediateTtl,
    };

    private string? Resolve(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);
}
