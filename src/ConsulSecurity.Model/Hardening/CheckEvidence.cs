using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>A health check that an agent runs.</summary>
public sealed record CheckEvidence
{
    /// <summary>Its id, or its name where it has none.</summary>
    public required string Id { get; init; }

    /// <summary>The service that it is about; null for the node.</summary>
    public string? Service { get; init; }

    /// <summary>http, tcp, udp, grpc, h2ping, script, docker, ttl, alias, os_service; empty where it is not told.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>Scheme, host and port that it asks; no path, no user, no query.</summary>
    public string? Target { get; init; }

    /// <summary>Whether it takes any certificate.</summary>
    public bool SkipsVerification { get; init; }

    /// <summary>Whether it refuses to be sent elsewhere.</summary>
    public bool RefusesRedirects { get; init; }

    /// <summary>Where it looks as if it held a secret, for example <c>header Authorization</c>; never the secret.</summary>
    public IReadOnlyList<string> Suspects { get; init; } = [];

    /// <summary>Whether it came by the API, and not from the agent's files.</summary>
    public bool IsFromApi { get; init; }

    /// <summary>Where it was said.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>Id and kind.</summary>
    /// <returns>For example <c>web (http)</c>.</returns>
    public override string ToString() => $"{Id} ({Kind})";
}
