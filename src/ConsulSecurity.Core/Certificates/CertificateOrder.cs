using System;
using System.Collections.Generic;
using System.Net;

namespace ConsulSecurity.Certificates;

/// <summary>What a certificate is wanted for; the names and uses follow from it.</summary>
internal sealed record CertificateOrder
{
    public required CertificateRole Role { get; init; }

    public string Datacenter { get; init; } = "dc1";

    public string Domain { get; init; } = "consul";

    public string? Node { get; init; }

    /// <summary>Datacenters that the server answers for besides its own.</summary>
    public IReadOnlyList<string> AdditionalDatacenters { get; init; } = [];

    public IReadOnlyList<string> DnsNames { get; init; } = [];

    public IReadOnlyList<IPAddress> IPAddresses { get; init; } = [];

    /// <summary>Whether the certificate is for localhost, 127.0.0.1 and ::1 as well, so that a local call can verify it.</summary>
    public bool Localhost { get; init; } = true;

    public CertificateKeyAlgorithm KeyAlgorithm { get; init; }

    /// <summary>How long it is to be valid; null for a year, or as long as its authority if that is shorter.</summary>
    public TimeSpan? Validity { get; init; }
}
