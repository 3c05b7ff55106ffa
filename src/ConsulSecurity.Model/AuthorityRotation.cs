using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>How far an agent has come on the way to another authority, and where that was seen.</summary>
public sealed class AuthorityRotation
{
    /// <summary>The node's name; the agent's address where the token may not read the name.</summary>
    public string Node { get; init; } = string.Empty;

    /// <summary>The step that is behind it.</summary>
    public AuthorityRotationStep Step { get; init; }

    /// <summary>The file with the authorities that the agent trusts.</summary>
    public string TrustPath { get; init; } = string.Empty;

    /// <summary>The subjects of the authorities in that file.</summary>
    public IReadOnlyList<string> Trusted { get; init; } = [];

    /// <summary>The subjects of the authorities that were taken out of it.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>The agent's certificate as it is in its file now; null for one that gets its certificate from the servers.</summary>
    public ConsulCertificate? Certificate { get; init; }

    /// <summary>The listeners that were seen to serve that certificate.</summary>
    public IReadOnlyList<string> ServedAt { get; init; } = [];

    /// <summary>The listeners that ask callers for a certificate and were seen to accept the trusted authorities' for it.</summary>
    public IReadOnlyList<string> TrustSeenAt { get; init; } = [];

    /// <summary>The node and its step.</summary>
    /// <returns>For example <c>s1: DropOld</c>.</returns>
    public override string ToString() => $"{Node}: {Step}";
}
