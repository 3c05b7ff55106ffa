using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>A list of certificates that their authority has taken back.</summary>
public sealed class ConsulCertificateRevocationList
{
    /// <summary>The file with the list.</summary>
    public string? Path { get; init; }

    /// <summary>The authority that signed it.</summary>
    public string Issuer { get; init; } = string.Empty;

    /// <summary>The number of the list; each list has a higher one than that before it.</summary>
    public string Number { get; init; } = string.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset ThisUpdate { get; init; }

    /// <summary>When the next is due.</summary>
    public DateTimeOffset NextUpdate { get; init; }

    /// <summary>The serial numbers of the certificates that were taken back, in lower-case hexadecimal.</summary>
    public IReadOnlyList<string> SerialNumbers { get; init; } = [];

    /// <summary>The list as PEM.</summary>
    public string Pem { get; init; } = string.Empty;
}
