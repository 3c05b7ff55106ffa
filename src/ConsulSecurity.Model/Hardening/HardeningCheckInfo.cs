using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>A rule of the benchmark: what it asks for, why, and what mends it.</summary>
public sealed record HardeningCheckInfo
{
    /// <summary>The stable id, for example <c>EXE-01</c>; never used again for another rule.</summary>
    public required string Id { get; init; }

    /// <summary>What part of Consul it is about.</summary>
    public required CheckArea Area { get; init; }

    /// <summary>What is asked for, as a sentence with SHALL.</summary>
    public required string Title { get; init; }

    /// <summary>How much harm a fault allows.</summary>
    public required Severity Severity { get; init; }

    /// <summary>1 for what every cluster should have, 2 for those that want more.</summary>
    public int Level { get; init; } = 1;

    /// <summary>The first version of Consul that it is about; null for all.</summary>
    public Version? Since { get; init; }

    /// <summary>Why it is asked for.</summary>
    public required string Why { get; init; }

    /// <summary>Who could read, pose as, change or run what while it fails; for people who have not got there yet.</summary>
    public required string GivenUp { get; init; }

    /// <summary>What mends it: the settings, calls or file modes.</summary>
    public required string Remedy { get; init; }

    /// <summary>Where to look: what must be given so that it can be judged, for example <c>agent:read</c> or a configuration folder.</summary>
    public required string Needs { get; init; }

    /// <summary>The numbers that a profile may set, with what they are otherwise; empty where there are none.</summary>
    public IReadOnlyDictionary<string, long> Parameters { get; init; } = new Dictionary<string, long>();

    /// <summary>Where the rule comes from.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Id and title.</summary>
    /// <returns>For example <c>EXE-01 Remote execution SHALL be off.</c></returns>
    public override string ToString() => $"{Id} {Title}";
}
