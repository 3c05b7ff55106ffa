using System;
using System.Management.Automation;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Commands;

/// <summary>
/// Puts TLS into an agent's configuration in five phases, each on all nodes before the next: 1 certificates and HTTPS, nothing verified;
/// 2 calls go out by TLS; 3 servers are verified by name; 4 callers are verified; 5 plain HTTP goes. A cluster goes over without an
/// outage this way (rules TLS-01 to TLS-15).
/// </summary>
[Cmdlet(VerbsLifecycle.Enable, "ConsulTls", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ConfigurationChange))]
public sealed class EnableConsulTlsCommand : ConfigurationFragmentCmdlet
{
    /// <summary>The phase; 5 is also right for a cluster that is new. Phases 1 and 5 take a restart of the agent, the others a reload.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateRange(1, 5)]
    public int Phase { get; set; }

    /// <summary>The authority's certificate; the one in the configuration where it is not given.</summary>
    [Parameter]
    [Alias("CAPath")]
    [ValidateNotNullOrEmpty]
    public string? AuthorityPath { get; set; }

    /// <summary>The agent's certificate; the one in the configuration where it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificatePath { get; set; }

    /// <summary>The agent's private key; the one beside the certificate by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    /// <summary>The agent is a server, where its configuration does not say so.</summary>
    [Parameter]
    public SwitchParameter Server { get; set; }

    /// <summary>The port of the HTTPS API; 8501 by default.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int HttpsPort { get; set; } = 8501;

    /// <summary>Lets callers use the HTTPS API without a certificate in phase 5, as browsers do for the UI; use it with ACLs that deny by default.</summary>
    [Parameter]
    public SwitchParameter AllowAnyCaller { get; set; }

    /// <summary>Keeps plain HTTP in phase 5, on the loopback address alone.</summary>
    [Parameter]
    public SwitchParameter KeepLoopbackHttp { get; set; }

    /// <summary>Clients get their certificates from the servers: allows it on a server, asks for it on a client. Needs Connect on the servers.</summary>
    [Parameter]
    public SwitchParameter AutoEncrypt { get; set; }

    /// <summary>Writes the configuration although the certificate will not do.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool NeedsRestart => TlsSettings.NeedsRestart(Phase);

    private protected override ConfigFragment Plan(string folder, Version? version) => TlsSettings.Plan(
        folder,
        new TlsPlan
        {
            Phase = Phase,
            IsServer = Server,
            AuthorityPath = FullPath(AuthorityPath),
            CertificatePath = FullPath(CertificatePath),
            KeyPath = FullPath(KeyPath),
            HttpsPort = HttpsPort,
            VerifyApiCallers = !AllowAnyCaller,
            KeepLoopbackHttp = KeepLoopbackHttp,
            AutoEncrypt = AutoEncrypt,
        },
        version,
        Force,
        DateTimeOffset.UtcNow);

    private string? FullPath(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);
}
