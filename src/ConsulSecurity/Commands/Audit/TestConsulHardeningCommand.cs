using System.Collections.Generic;
using System.IO;
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
    private AuditPlan _plan = new([]);

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

    /// <summary>
    /// Level1, Level2, or a .json or .psd1 file that chooses checks, sets their severities and numbers, and may hold waivers. -Level, -Id,
    /// -Area and -MinimumSeverity narrow it or go beyond it.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HardeningProfileCompleter))]
    public string? Profile { get; set; }

    /// <summary>Files of waivers (.json or .psd1): who answers for which fault until when. A waived failure stays one, and passes -FailOn and -Quiet.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Waiver { get; set; }

    /// <summary>An earlier report as JSON: each finding says whether it is new, still there, mended, or could not be seen this time.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Baseline { get; set; }

    /// <summary>Only findings of these outcomes.</summary>
    [Parameter]
    public FindingOutcome[]? Outcome { get; set; }

    /// <summary>
    /// Gives true where no check fails or goes wrong but for waived failures and something passes, else false, and nothing else. Nothing
    /// passes where nothing could be looked at.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Ends with an error where a check of this severity or worse fails and is not waived, after all findings have been given.</summary>
    [Parameter]
    public Severity? FailOn { get; set; }

    // Said before the cluster is looked at, not after it.
    private protected override void Begin()
    {
        HardeningProfile profile = Profile is null ? new HardeningProfile { Level = Level } : ReadProfile(Profile);
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Level)))
        {
            profile = profile with { Level = Level };
        }

        var selection = new CheckSelection { Profile = profile, Ids = Id, Areas = Area, MinimumSeverity = MinimumSeverity };
        _plan = new AuditPlan(selection.Choose())
        {
            Profile = profile.Name,
            Waivers = [.. profile.Waivers, .. (Waiver ?? []).SelectMany(ReadWaivers)],
            Baseline = Baseline is null ? null : BaselineFile.Read(GetUnresolvedProviderPathFromPSPath(Baseline)),
        };
        base.Begin();
    }

    private protected override void Process()
    {
        IReadOnlyList<HardeningFinding> findings = Auditor.Judge(InputObject ?? TakeSnapshot(), _plan);
        List<HardeningFinding> failed = [.. findings.Where(f => f.Outcome == FindingOutcome.Fail && f.Waiver is null)];
        foreach (string warning in findings.Count > 0 ? findings[0].Audit.Warnings : [])
        {
            WriteWarning(warning);
        }

        if (Quiet)
        {
            WriteObject(failed.Count == 0
                && !findings.Any(f => f.Outcome == FindingOutcome.Error) && findings.Any(f => f.Outcome == FindingOutcome.Pass || f.Waiver is not null));
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

    private HardeningProfile ReadProfile(string name)
    {
        if (ProfileFile.Find(name) is { } shipped)
        {
            return shipped;
        }

        string path = GetUnresolvedProviderPathFromPSPath(name);
        return File.Exists(path) ? ProfileFile.ReadProfile(DataFile.Read(path), path) : throw HardeningErrors.ProfileUnknown(name);
    }

    private IReadOnlyList<HardeningWaiver> ReadWaivers(string name)
    {
        string path = GetUnresolvedProviderPathFromPSPath(name);
        return ProfileFile.ReadWaivers(DataFile.Read(path), path);
    }

    private void WriteSummary(IReadOnlyList<HardeningFinding> findings)
    {
        if (findings.Count > 0)
        {
            WriteInformation(new InformationRecord(new HostInformationMessage { Message = findings[0].Audit.ToString() }, nameof(TestConsulHardeningCommand)));
        }
    }
}
