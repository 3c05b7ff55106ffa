using System.Collections.Generic;

namespace ConsulSecurity.Reporting;

/// <summary>A check and all its findings; the worst outcome counts.</summary>
internal sealed record CheckResult(HardeningCheckInfo Check, FindingOutcome Outcome, IReadOnlyList<HardeningFinding> Findings);
