using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Hardening;

namespace ConsulSecurity.Commands;

/// <summary>
/// Judges a cluster by the hardening benchmark, from configuration files, a running agent, ports, or a snapshot of them. What could not be
/// looked at is Unknown, with what would settle it; it is never a failure and never raises the score.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ConsulHardening")]
[OutputType(typeof(HardeningFinding), typeof(bool))]
public sealed class TestConsulHardeningCommand : SnapshotCmdlet
{
    /// <summary>Snapshots to judge instead of looking.</summary>
    [Parameter(ValueFromPipeline = true)]
    public ClusterSnapshot? InputObject { get; set; }

    /// <summary>Only the checks with these ids; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HardeningCheckCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only the checks of these areas.</summary>
    [Parameter]
    public CheckArea[]? Area { get; set; }

    /// <summary>Only the checks of this severity and worse.</summary>
    [Parameter]
    public Severity? MinimumSeverity { get; set; }

    /// <summary>The checks of this level and below: 1 for what every cluster should have (the default), 2 for more.</summary>
    [Parameter]
    [ValidateRange(1, 2)]
    public int Level { get; set; } = 1;

    /// <summary>Only findings of these outcomes.</summary>
    [Parameter]
    public FindingOutcome[]? Outcome { get; set; }

    /// <summary>Gives true where no check fails, else false, and nothing else.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Ends with an error where a check of this severity or worse fails, after all findings have been given.</summary>
    [Parameter]
    public Severity? FailOn { get; set; }

    private protected override void Process()
    {
        ClusterSnapshot snapshot = InputObject ?? TakeSnapshot();
        IReadOnlyList<HardeningFinding> findings = Auditor.Judge(snapshot, HardeningCheckFilter.Select(Id, Area, MinimumSeverity, Level));
        List<HardeningFinding> failed = [.. findings.Where(f => f.Outcome == FindingOutcome.Fail)];
        if (Quiet)
        {
            WriteObject(failed.Count == 0);
        }
        else
        {
            WriteObject(findings.Where(f => Outcome is null || Outcome.Contains(f.Outcome)), enumerateCollection: true);
            WriteSummary(findings);
        }

        if (FailOn is { } severity && failed.Where(f => f.Severity >= severity).ToList() is { Count: > 0 } serious)
        {
            ThrowTerminatingError(ErrorRecords.From(HardeningErrors.Failed(serious, severity)));
        }
    }

    private void WriteSummary(IReadOnlyList<HardeningFinding> findings)
    {
        if (findings.Count > 0)
        {
            WriteInformation(new InformationRecord(new HostInformationMessage { Message = findings[0].Audit.ToString() }, nameof(TestConsulHardeningCommand)));
        }
    }
}
