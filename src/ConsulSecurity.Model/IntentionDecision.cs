namespace ConsulSecurity;

/// <summary>Whether a service may connect to another, and what decided it.</summary>
public sealed class IntentionDecision
{
    /// <summary>The service that opens the connection.</summary>
    public required string Source { get; init; }

    /// <summary>The service that is connected to.</summary>
    public required string Destination { get; init; }

    /// <summary>Whether the connection, or the request on it, is let through.</summary>
    public required bool Allowed { get; init; }

    /// <summary>The intention that decided; null where none fits and the default does.</summary>
    public ConsulIntention? Intention { get; init; }

    /// <summary>What decided, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>What the server says to the same question; null where it was not asked.</summary>
    public bool? ServerAllowed { get; init; }

    /// <summary>Source, destination and answer.</summary>
    /// <returns>For example <c>web -> api: allowed (...)</c>.</returns>
    public override string ToString() => $"{Source} -> {Destination}: {(Allowed ? "allowed" : "refused")} ({Reason})";
}
