using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>Who may open connections to whom in the service mesh.</summary>
public sealed class ConsulIntention
{
    /// <summary>The service that opens the connection; <c>*</c> for every one.</summary>
    public required string Source { get; init; }

    /// <summary>The service that is connected to; <c>*</c> for every one.</summary>
    public required string Destination { get; init; }

    /// <summary>What is done with a connection; null where it depends on the request (<see cref="Permissions"/>).</summary>
    public IntentionAction? Action { get; init; }

    /// <summary>What is done with each HTTP request, in order; empty where the action stands for all.</summary>
    public IntentionPermission[] Permissions { get; init; } = [];

    /// <summary>Why it is there.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Names and values of one's own.</summary>
    public IReadOnlyDictionary<string, string> Meta { get; init; } = new Dictionary<string, string>();

    /// <summary>Its id up to Consul 1.8; null in a draft and from 1.9, where source and destination name it.</summary>
    public string? Id { get; init; }

    /// <summary>The peer that the source belongs to (Consul 1.13 and later); null for this cluster.</summary>
    public string? SourcePeer { get; init; }

    /// <summary>The higher wins where several fit: 9 names both, 8 the destination, 6 the source, 5 neither.</summary>
    public int Precedence => (Source, Destination) switch { ("*", "*") => 5, (_, "*") => 6, ("*", _) => 8, _ => 9 };

    /// <summary>Source, destination and action.</summary>
    /// <returns>For example <c>web -> api: Allow</c>.</returns>
    public override string ToString() => $"{Source} -> {Destination}: {Action?.ToString() ?? $"{Permissions.Length} permissions"}";
}
