using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity;

/// <summary>The certificate authority of the service mesh. Holds no key and no token.</summary>
public sealed class ConsulConnectCA
{
    /// <summary>The domain of all identities, for example <c>11111111-2222-3333-4444-555555555555.consul</c>.</summary>
    public required string TrustDomain { get; init; }

    /// <summary>Who signs: <c>consul</c>, <c>vault</c> or <c>aws-pca</c>; null where the token may not see it.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's settings, those that are secret as <c>(hidden)</c>; empty where the token may not see them.</summary>
    public IReadOnlyDictionary<string, string> Setting { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a private key lies in Consul's state or configuration, and so in every snapshot; null where that cannot be seen.</summary>
    public bool? HoldsPrivateKey => Provider is null ? null : Provider == "consul";

    /// <summary>The roots, the active one first.</summary>
    public required ConsulConnectRoot[] Root { get; init; }

    /// <summary>The root below which new certificates are signed.</summary>
    public ConsulConnectRoot? ActiveRoot => Root.FirstOrDefault(root => root.IsActive);

    /// <summary>The certificates that sidecars show to callers, where they were asked for.</summary>
    public ConsulConnectSidecar[]? Sidecar { get; init; }

    /// <summary>Provider and trust domain.</summary>
    /// <returns>For example <c>consul, 1111....consul</c>.</returns>
    public override string ToString() => $"{Provider ?? "unknown provider"}, {TrustDomain}";
}
