using System;
using System.Collections.Generic;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace ConsulSecurity.Certificates;

/// <summary>What stands in a certificate besides its key, its serial number and its authority's name.</summary>
internal sealed record CertificateContent
{
    public required string CommonName { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required X509KeyUsageFlags KeyUsages { get; init; }

    public IReadOnlyList<string> ExtendedKeyUsages { get; init; } = [];

    public IReadOnlyList<string> DnsNames { get; init; } = [];

    public IReadOnlyList<IPAddress> IPAddresses { get; init; } = [];

    public IReadOnlyList<string> Uris { get; init; } = [];

    public bool IsAuthority { get; init; }

    public int? PathLength { get; init; }

    /// <summary>The DNS names that an authority confines itself to.</summary>
    public IReadOnlyList<string> PermittedNames { get; init; } = [];
}
