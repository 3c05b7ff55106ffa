using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>What became of the renewal of a certificate.</summary>
public sealed class CertificateRenewal
{
    /// <summary>The certificate's file.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Whether there is a new certificate; false if the old one has time enough.</summary>
    public bool Renewed { get; init; }

    /// <summary>Whether the agent was told to read its files again.</summary>
    public bool Reloaded { get; init; }

    /// <summary>The last moment of the certificate before.</summary>
    public DateTimeOffset OldNotAfter { get; init; }

    /// <summary>The certificate that is in the file now.</summary>
    public ConsulCertificate Certificate { get; init; } = new();

    /// <summary>The listeners that were seen to serve it.</summary>
    public IReadOnlyList<string> ServedAt { get; init; } = [];

    /// <summary>The file, and until when it is good.</summary>
    /// <returns>For example <c>agent.pem, renewed to 2027-11-22</c>.</returns>
    public override string ToString() => $"{Path}, {(Renewed ? "renewed" : "still good")} to {Certificate.NotAfter:yyyy-MM-dd}";
}
