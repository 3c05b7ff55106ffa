using System;
using System.Management.Automation;
using ConsulSecurity.Certificates;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets that are told what a certificate is for.</summary>
public abstract class CertificateNameCmdlet : CertificateCmdlet
{
    /// <summary>What the certificate is for: a Server agent, a Client agent, or a person or tool that calls the HTTPS API (Cli).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateSet(nameof(CertificateRole.Server), nameof(CertificateRole.Client), nameof(CertificateRole.Cli))]
    public CertificateRole Role { get; set; }

    /// <summary>The Consul datacenter; <c>dc1</c> by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Datacenter { get; set; } = "dc1";

    /// <summary>The Consul domain; <c>consul</c> by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Domain { get; set; } = "consul";

    /// <summary>The name of the node; adds a name of its own and goes into the file's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("NodeName", "Name")]
    [AllowEmptyString]
    public string? Node { get; set; }

    /// <summary>Datacenters that the certificate is for besides its own: servers that are joined over the WAN.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string[]? AdditionalDatacenter { get; set; }

    /// <summary>Further DNS names.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string[]? DnsName { get; set; }

    /// <summary>Further IP addresses; an agent that others call by its address needs it here.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Address")]
    [AllowEmptyString]
    public string[]? IPAddress { get; set; }

    /// <summary>The kind of key; EC P-256 by default, as <c>consul tls</c> makes it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public CertificateKeyAlgorithm KeyAlgorithm { get; set; }

    /// <summary>Leaves out localhost, 127.0.0.1 and ::1; calls on the agent's own host cannot verify it then.</summary>
    [Parameter]
    public SwitchParameter ExcludeLocalhost { get; set; }

    private protected CertificateOrder Order(TimeSpan? validity) => new()
    {
        Role = Role,
        Datacenter = Datacenter,
        Domain = Domain,
        Node = NullIfEmpty(Node),
        AdditionalDatacenters = Parts(AdditionalDatacenter),
        DnsNames = Parts(DnsName),
        IPAddresses = Addresses(IPAddress),
        Localhost = !ExcludeLocalhost,
        KeyAlgorithm = KeyAlgorithm,
        Validity = validity,
    };
}
