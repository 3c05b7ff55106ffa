namespace ConsulSecurity;

/// <summary>What one rule of the benchmark says about one certificate.</summary>
public sealed class CertificateFinding
{
    /// <summary>The rule, for example <c>TLS-25</c>.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>What the rule asks for, in a few words.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>What it came to.</summary>
    public FindingOutcome Outcome { get; init; }

    /// <summary>How much harm the fault allows.</summary>
    public Severity Severity { get; init; }

    /// <summary>The certificate's file or address.</summary>
    public string? Subject { get; init; }

    /// <summary>What should be there.</summary>
    public string? Expected { get; init; }

    /// <summary>What is there.</summary>
    public string? Seen { get; init; }

    /// <summary>What comes of it: what Consul does, or what an attacker could.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>The rule and what it came to.</summary>
    /// <returns>For example <c>TLS-25 Fail: …</c>.</returns>
    public override string ToString() => $"{Id} {Outcome}: {Reason}";
}
