using System.Collections.Generic;
using System.Security;

namespace ConsulSecurity;

/// <summary>What an agent is told of one instance of a service. Holds the token, never shows it.</summary>
public sealed class ConsulServiceDefinition
{
    /// <summary>The service's name.</summary>
    public required string Name { get; init; }

    /// <summary>The instance's id; the name where there is one instance on the host.</summary>
    public required string Id { get; init; }

    /// <summary>The application's port on loopback; with <see cref="IsNative"/> its port in the mesh.</summary>
    public required int Port { get; init; }

    /// <summary>The service's tags.</summary>
    public string[] Tag { get; init; } = [];

    /// <summary>Names and values of one's own.</summary>
    public IReadOnlyDictionary<string, string> Meta { get; init; } = new Dictionary<string, string>();

    /// <summary>The token that the instance is registered with.</summary>
    public SecureString? Token { get; init; }

    /// <summary>Whether there is a token.</summary>
    public bool HasToken => Token is { Length: > 0 };

    /// <summary>Whether the application speaks the mesh's TLS itself; else it has a sidecar.</summary>
    public bool IsNative { get; init; }

    /// <summary>The sidecar's port; null for the next free one of the agent's range.</summary>
    public int? SidecarPort { get; init; }

    /// <summary>Whom the application calls through its sidecar.</summary>
    public ServiceUpstream[] Upstream { get; init; } = [];

    /// <summary>The path of a health check over HTTP; null for a check that the port takes connections.</summary>
    public string? HttpCheck { get; init; }

    /// <summary>Name and id.</summary>
    /// <returns>For example <c>web (web-1)</c>.</returns>
    public override string ToString() => Id == Name ? Name : $"{Name} ({Id})";
}
