using System;
using System.Collections.Generic;

namespace ConsulSecurity.Certificates;

/// <summary>What kind of authority is wanted.</summary>
internal sealed record AuthorityOrder
{
    public string Domain { get; init; } = "consul";

    /// <summary>The name in its subject; null for one that no other authority has.</summary>
    public string? CommonName { get; init; }

    public CertificateKeyAlgorithm KeyAlgorithm { get; init; }

    /// <summary>How long it is to be valid; null for five years, or as long as the authority above it if that is shorter.</summary>
    public TimeSpan? Validity { get; init; }

    /// <summary>How many authorities may stand below it; null for no limit at a root and none below an intermediate.</summary>
    public int? PathLength { get; init; }

    /// <summary>The DNS names that it confines itself to; the domain and localhost are always among them. Empty: no constraint.</summary>
    public IReadOnlyList<string> PermittedNames { get; init; } = [];

    /// <summary>The trust domain of a service mesh that it is to sign for; null for an authority of agents.</summary>
    public string? TrustDomain { get; init; }
}
