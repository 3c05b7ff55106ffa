namespace ConsulSecurity;

/// <summary>What one check says of one thing.</summary>
public sealed record HardeningFinding
{
    /// <summary>The rule.</summary>
    public required HardeningCheckInfo Check { get; init; }

    /// <summary>The run of the audit that it belongs to.</summary>
    public required HardeningAudit Audit { get; init; }

    /// <summary>The rule's id.</summary>
    public string Id => Check.Id;

    /// <summary>What part of Consul the rule is about.</summary>
    public CheckArea Area => Check.Area;

    /// <summary>How much harm the fault allows.</summary>
    public Severity Severity => Check.Severity;

    /// <summary>1 for what every cluster should have, 2 for those that want more.</summary>
    public int Level => Check.Level;

    /// <summary>What is asked for.</summary>
    public string Title => Check.Title;

    /// <summary>What it came to.</summary>
    public required FindingOutcome Outcome { get; init; }

    /// <summary>What it is about: a node, a token, a policy, a service; or the cluster.</summary>
    public required string Subject { get; init; }

    /// <summary>What should be there.</summary>
    public string Expected { get; init; } = string.Empty;

    /// <summary>What is there, and how that was seen.</summary>
    public string Seen { get; init; } = string.Empty;

    /// <summary>For Unknown: the permission, file or parameter that would settle it. For Error: what went wrong.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>The file and line that say it; null where no file was read.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>Who answers for the fault until when; null where nobody does. It changes neither outcome nor score.</summary>
    public HardeningWaiver? Waiver { get; init; }

    /// <summary>How it stands against the earlier report, where one was given.</summary>
    public FindingChange Change { get; init; }

    /// <summary>Outcome, id and subject.</summary>
    /// <returns>For example <c>Fail EXE-01 s1</c>.</returns>
    public override string ToString() => $"{Outcome} {Id} {Subject}";
}
