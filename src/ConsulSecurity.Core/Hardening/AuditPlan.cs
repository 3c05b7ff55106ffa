using System.Collections.Generic;

namespace ConsulSecurity.Hardening;

/// <summary>By what a snapshot is judged.</summary>
/// <param name="Checks">The checks.</param>
internal sealed record AuditPlan(IReadOnlyList<HardeningCheck> Checks)
{
    /// <summary>The profile's name, for the report.</summary>
    public string? Profile { get; init; }

    public IReadOnlyList<HardeningWaiver> Waivers { get; init; } = [];

    /// <summary>An earlier report to compare with.</summary>
    public AuditBaseline? Baseline { get; init; }
}
