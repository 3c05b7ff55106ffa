namespace ConsulSecurity;

/// <summary>What one rule of the benchmark says about one listening socket of this host.</summary>
public sealed class ListenerFinding
{
    /// <summary>The rule, for example <c>MSH-25</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it came to.</summary>
    public required FindingOutcome Outcome { get; init; }

    /// <summary>How much harm the fault allows.</summary>
    public required Severity Severity { get; init; }

    /// <summary>TCP or UDP.</summary>
    public FirewallProtocol Protocol { get; init; }

    /// <summary>The address that is listened on; <c>0.0.0.0</c> and <c>::</c> are all of them. Null where nothing listens.</summary>
    public string? Address { get; init; }

    /// <summary>The port.</summary>
    public int Port { get; init; }

    /// <summary>The process that listens; null where it may not be seen.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The name of that process.</summary>
    public string? ProcessName { get; init; }

    /// <summary>What it is, and what comes of it.</summary>
    public required string Reason { get; init; }

    /// <summary>The rule, the socket and what it came to.</summary>
    /// <returns>For example <c>MSH-25 Fail: ...</c>.</returns>
    public override string ToString() => $"{Id} {Outcome}: {Reason}";
}
