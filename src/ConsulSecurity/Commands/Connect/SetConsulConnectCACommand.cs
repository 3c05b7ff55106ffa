using System;
using System.Collections;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Commands;

/// <summary>
/// Changes the certificate authority of the service mesh: a key and root of one's own, Vault, the built-in one anew, or how long
/// certificates are valid. Waits until a certificate of a service leads to the active root (rules MSH-02 to MSH-09). Needs operator:write,
/// and service:write to prove it.
/// </summary>
[Cmdlet(VerbsCommon.Set, "ConsulConnectCA", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Ttl")]
[OutputType(typeof(ConsulConnectCA))]
public sealed class SetConsulConnectCACommand : ConsulApiCmdlet
{
    /// <summary>A PEM file with the private key to sign with; Consul then keeps the key in its state.</summary>
    [Parameter(ParameterSetName = "OwnKey")]
    public string? PrivateKey { get; set; }

    /// <summary>A PEM file with the root certificate of that key; it carries the URI <c>spiffe://</c> and the trust domain.</summary>
    [Parameter(ParameterSetName = "OwnKey")]
    public string? RootCertificate { get; set; }

    /// <summary>Goes to the built-in provider with a new key and root of its own; also where it is in use already.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "BuiltIn")]
    public SwitchParameter BuiltIn { get; set; }

    /// <summary>The https address of Vault, which then signs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Vault")]
    public Uri? VaultAddress { get; set; }

    /// <summary>The token that the servers use at Vault.</summary>
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

    /// <summary>How long certificates of services are valid; one hour or more.</summary>
    [Parameter]
    public TimeSpan? LeafTtl { get; set; }

    /// <summary>How long intermediate certificates are valid; three times -LeafTtl or more.</summary>
    [Parameter]
    public TimeSpan? IntermediateTtl { get; set; }

    /// <summary>
    /// Changes it although the present authority cannot sign the new root, as that of AWS cannot: sidecars refuse each other until both have a
    /// new certificate.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Waits until every registered sidecar that can be reached from here shows a certificate below the active root. Agents spread their
    /// requests for new ones over half a minute.
    /// </summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How many seconds certificates may take to follow; 60 by default.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 60;

    private protected override void End()
    {
        if (!ShouldProcess($"the mesh behind '{Connection}'", "Change the certificate authority"))
        {
            return;
        }

        var order = new ConnectAuthorityOrder
        {
            PrivateKeyPath = Resolve(PrivateKey),
            RootCertificatePath = Resolve(RootCertificate),
            BuiltIn = BuiltIn,
            VaultAddress = VaultAddress,
            VaultToken = VaultToken,
            VaultAuthMethod = VaultAuthMethod,
            VaultAuthParameters = ConnectAuthorityOrder.Parameters(VaultAuthParameter),
            VaultAuthorityPath = VaultAuthorityPath,
            RootPkiPath = RootPkiPath,
            IntermediatePkiPath = IntermediatePkiPath,
            AwsPcaArn = AwsPcaArn,
            WithoutCrossSigning = Force,
            LeafTtl = LeafTtl,
            IntermediateTtl = IntermediateTtl,
        };
        WriteObject(Await((log, cancellation) => new ConnectAuthority(Connection!, new ConnectApi(Client(log)), log)
        {
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
            Sidecars = Wait ? new SidecarCertificates(new CatalogApi(Client(log))) : null,
        }.SetAsync(order, cancellation)));
    }

    private string? Resolve(string? path) => path is null ? null : SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
}
