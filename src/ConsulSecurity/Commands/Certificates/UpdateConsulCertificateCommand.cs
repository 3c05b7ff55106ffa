using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Certificates;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Commands;

/// <summary>
/// Renews certificates from the same authority when their time runs out: same names, new key, both files replaced together; then
/// makes the agent read them and watches its listeners until they serve the new one (rules TLS-21, TLS-30). Needs agent:write.
/// </summary>
[Cmdlet(VerbsData.Update, "ConsulCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(CertificateRenewal))]
public sealed class UpdateConsulCertificateCommand : SigningCmdlet
{
    /// <summary>The certificate's file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The private key's file; the one beside the certificate by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public string? KeyPath { get; set; }

    /// <summary>Renews when fewer days than this are left; 30 by default.</summary>
    [Parameter]
    [ValidateRange(0, 36500)]
    public int DaysLeft { get; set; } = 30;

    /// <summary>How many days the new one is valid; as long as the old one was by default.</summary>
    [Parameter]
    [ValidateRange(1, 36500)]
    public int? ValidityDays { get; set; }

    /// <summary>The agent that uses the files; that of Connect-Consul or of the environment by default.</summary>
    [Parameter]
    [ValidateNotNull]
    public ConsulConnection? Connection { get; set; }

    /// <summary>The agent's listeners that have to serve the new certificate; its HTTPS port by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Listener { get; set; }

    /// <summary>Replaces the files and tells no agent.</summary>
    [Parameter]
    public SwitchParameter NoReload { get; set; }

    /// <summary>How many seconds the agent may take to serve the new certificate; 30 by default.</summary>
    [Parameter]
    [ValidateRange(1, 600)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Renews however much time is left, and from another authority if one is given.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Begin() => _ = Signer;

    private protected override void Process()
    {
        foreach (string path in Path.Select(FullPath))
        {
            if (ShouldProcess(path, $"Renew if fewer than {DaysLeft} days are left"))
            {
                WriteObject(Await((log, cancellation) => Renewer(log).RenewAsync(
                    path, NullIfEmpty(KeyPath) is string key ? FullPath(key) : null, Signer, DateTimeOffset.UtcNow, cancellation)));
            }
        }
    }

    private CertificateRenewer Renewer(IOperationLog log)
    {
        ConsulConnection? connection = NoReload ? null : Connection ?? CurrentConnection.GetOrFromEnvironment();
        return new CertificateRenewer(log)
        {
            Threshold = TimeSpan.FromDays(DaysLeft),
            Always = Force,
            Validity = ValidityDays is int days ? TimeSpan.FromDays(days) : null,
            Agent = connection is null ? null : new AgentApi(new ConsulClient(connection, log)),
            Listeners = connection is null ? [] : Listeners(connection),
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        };
    }

    private IReadOnlyList<ListenerAddress> Listeners(ConsulConnection connection) => Listener is not null
        ? [.. Listener.Select(text => ListenerAddress.Parse(text))]
        : [ListenerAddress.HttpsOf(connection)];
}
