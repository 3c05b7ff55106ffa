using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Rotation;
using ConsulSecurity.Configuration;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Commands;

/// <summary>
/// Moves a live cluster to another authority for its agents' certificates, by reloads alone, in three steps: all agents trust both
/// authorities; all have certificates of the new one; none trusts the old one. Each step is on all agents, and seen on their listeners,
/// before the next. Interrupted anywhere, the next run goes on. Needs agent:write, and agent:read and node:read to see who belongs to
/// the cluster.
/// </summary>
[Cmdlet(VerbsData.Update, "ConsulCertificateAuthority", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AuthorityRotation))]
public sealed class UpdateConsulCertificateAuthorityCommand : SigningCmdlet
{
    private readonly List<AuthorityNode> _nodes = [];
    private int _refused;

    /// <summary>An agent's configuration folder, which names its files and ports; or name the files themselves.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "ConfigurationFolder")]
    [AllowNull]
    public string? ConfigPath { get; set; }

    /// <summary>The version of Consul that reads the configuration, for example 1.8.7; the newest known where it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public string? ConsulVersion { get; set; }

    /// <summary>The file with the authorities that the agent trusts (<c>ca_file</c>).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CAFile", "ca_file")]
    [AllowNull]
    public string? TrustPath { get; set; }

    /// <summary>The agent's certificate (<c>cert_file</c>); none for an agent that gets it from the servers (auto_encrypt).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CertFile", "cert_file")]
    [AllowNull]
    public string? CertificatePath { get; set; }

    /// <summary>The agent's private key (<c>key_file</c>); the one beside the certificate by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("KeyFile", "key_file")]
    [AllowNull]
    public string? KeyPath { get; set; }

    /// <summary>
    /// The agent's API, for example https://10.0.0.5:8501; that of the connection by default. Over HTTPS the agent's own certificate and
    /// authorities are used, since those of the connection would be refused on the way.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("HttpAddress")]
    [AllowNull]
    public string? Address { get; set; }

    /// <summary>The agent's listeners that have to show what was changed; the HTTPS port and a server's RPC port by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public string[]? Listener { get; set; }

    /// <summary>The connection whose token is used; that of Connect-Consul or of the environment by default.</summary>
    [Parameter]
    [ValidateNotNull]
    public ConsulConnection? Connection { get; set; }

    /// <summary>Files with authorities that stay trusted besides the new one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Keep { get; set; } = [];

    /// <summary>The last step to take: TrustBoth, NewCertificates or DropOld, which is the default.</summary>
    [Parameter]
    public AuthorityRotationStep Step { get; set; } = AuthorityRotationStep.DropOld;

    /// <summary>How many days the new certificates are valid; as long as the old ones were by default.</summary>
    [Parameter]
    [ValidateRange(1, 36500)]
    public int? ValidityDays { get; set; }

    /// <summary>How many seconds an agent may take to show a change; 30 by default.</summary>
    [Parameter]
    [ValidateRange(1, 600)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Goes on although members of the cluster are not among the nodes, or cannot be seen; they are cut off.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    // Before any work runs elsewhere: only the pipeline thread knows its runspace.
    private protected override void Begin()
    {
        _ = Signer;
        Connection ??= CurrentConnection.GetOrFromEnvironment();
    }

    private protected override void Process()
    {
        // Counted as refused until it is taken: a node with an error must not be left behind by the others.
        _refused++;
        AddNodes();
        _refused--;
    }

    private protected override void End()
    {
        string what = $"Move to the authority '{Signer.Certificate.Subject}' ({Step})";
        if (_nodes.Count == 0 || _refused > 0 || !ShouldProcess(string.Join(", ", _nodes.Select(node => node.Name)), what))
        {
            return;
        }

        IReadOnlyList<byte[]> keep = [.. Keep.SelectMany(path => CertificateFile.ReadDer(FullPath(path)))];
        WriteObject(
            Await((log, cancellation) => new AuthorityRotator(Signer, log)
            {
                LastStep = Step,
                Keep = keep,
                Validity = ValidityDays is int days ? TimeSpan.FromDays(days) : null,
                Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
                LeaveOthersBehind = Force,
            }.RotateAsync(_nodes, DateTimeOffset.UtcNow, cancellation)),
            enumerateCollection: true);
    }

    private void AddNodes()
    {
        ConsulConnection connection =
            NullIfEmpty(Address) is string address ? Connection!.At(ConsulEnvironment.ParseAddress(address, useTls: false)) : Connection!;
        IReadOnlyList<ListenerAddress>? listeners = Listener is null ? null : [.. Parts(Listener).Select(text => ListenerAddress.Parse(text))];
        if (NullIfEmpty(TrustPath) is string trust)
        {
            _nodes.Add(new AuthorityNode(connection, FullPath(trust))
            {
                CertificatePath = NullIfEmpty(CertificatePath) is string certificate ? FullPath(certificate) : null,
                KeyPath = NullIfEmpty(KeyPath) is string key ? FullPath(key) : null,
                Listeners = listeners ?? [ListenerAddress.HttpsOf(connection)],
            });
            return;
        }

        string folder = NullIfEmpty(ConfigPath) ?? throw CertificateErrors.RotationFilesNeeded(connection);
        _nodes.AddRange(TlsNodes.Read(FullPath(folder), ConsulVersions.Parse(ConsulVersion), connection, listeners));
    }
}
