using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Configuration;
using ConsulSecurity.Consul;
using ConsulSecurity.Hardening;
using ConsulSecurity.Observation;
using ConsulSecurity.Platform;
using ConsulSecurity.Reporting;

namespace ConsulSecurity.Cli;

/// <summary><c>consulsec audit</c>: what Test-ConsulHardening and Export-ConsulHardeningReport do.</summary>
internal sealed class AuditCommand
{
    private readonly Argument<string[]> _paths = Paths.Argument(ArgumentArity.ZeroOrMore, "The agent's configuration files and folders, in the order of its command line.");
    private readonly Option<string?> _version = new("--consul-version") { Description = "The version that the files are for, where no agent is asked." };
    private readonly Option<bool> _agent = new("--agent") { Description = "Asks the agent of the environment as well; without paths, probes and a snapshot that is done anyway." };
    private readonly Option<string[]> _probe = new("--probe") { Description = "Hosts whose ports are probed without credentials." };
    private readonly Option<int> _timeout = new("--probe-timeout") { Description = "Seconds that each answer to a probe may take.", DefaultValueFactory = _ => 3 };
    private readonly Option<string?> _snapshot = new("--snapshot") { Description = "Judges a saved snapshot instead of looking." };
    private readonly Option<string?> _saveSnapshot = new("--save-snapshot") { Description = "Saves what was seen to this file." };
    private readonly Option<string[]> _id = new("--id") { Description = "Only the checks with these ids; * and ? are allowed." };
    private readonly Option<CheckArea[]> _area = new("--area") { Description = "Only the checks of these areas." };
    private readonly Option<int?> _level = new("--level") { Description = "The checks of this level and below: 1 (the default) or 2." };
    private readonly Option<string?> _profile = new("--profile") { Description = "Level1, Level2 or a .json file with a profile." };
    private readonly Option<string[]> _waiver = new("--waiver") { Description = "Files of waivers (.json); a waived failure stays one and does not count for the exit code." };
    private readonly Option<string?> _baseline = new("--baseline") { Description = "An earlier JSON report: each finding says what became of it." };
    private readonly Option<string[]> _report = new("--report") { Description = "Files to write; .html, .json, .sarif, .xml (JUnit) or .md." };
    private readonly Option<bool> _force = new("--force") { Description = "Replaces files that exist." };
    private readonly Option<Severity> _failOn = new("--fail-on") { Description = "The exit code counts faults of this severity and worse.", DefaultValueFactory = _ => Severity.Info };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the JSON report instead of a table." };
    private readonly Option<bool> _all = new("--all") { Description = "Shows what passes and does not apply, too." };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Tells what is being done." };
    private readonly ConnectionArguments _connection = new();

    public static Command Create()
    {
        var audit = new AuditCommand();
        var command = new Command("audit", "Judges a cluster by the hardening benchmark, from files, an agent, ports or a snapshot. Ends with 0, or with 10 to 14 for the worst fault's severity (Info to Critical).")
        {
            audit._paths, audit._version, audit._agent, audit._probe, audit._timeout, audit._snapshot, audit._saveSnapshot, audit._id, audit._area, audit._level,
            audit._profile, audit._waiver, audit._baseline, audit._report, audit._force, audit._failOn, audit._json, audit._all, audit._verbose,
        };
        audit._connection.AddTo(command);
        Run.Action(command, audit.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string[] reports = parsed.GetValue(_report) ?? [];
        bool force = parsed.GetValue(_force);
        RequireWritable(reports, force);
        AuditPlan plan = Plan(parsed);
        ClusterSnapshot snapshot = parsed.GetValue(_snapshot) is { } saved
            ? SnapshotFile.Read(Path.GetFullPath(saved))
            : await TakeAsync(parsed, cancellation).ConfigureAwait(false);
        if (parsed.GetValue(_saveSnapshot) is { } file)
        {
            SnapshotFile.Write(snapshot, Path.GetFullPath(file), force);
        }

        IReadOnlyList<HardeningFinding> findings = Auditor.Judge(snapshot, plan);
        HardeningReport report = HardeningReport.Of(findings);
        foreach (string path in reports)
        {
            ReportWriter.Write(report, ReportWriter.FormatOf(path), Path.GetFullPath(path), Environment.CurrentDirectory, force);
        }

        if (parsed.GetValue(_json))
        {
            Console.Out.Write(JsonReport.Render(report));
        }
        else
        {
            FindingTable.Write(Console.Out, findings, parsed.GetValue(_all));
        }

        return ExitCode.Of(findings.Where(f => f.Outcome == FindingOutcome.Fail && f.Waiver is null && f.Severity >= parsed.GetValue(_failOn)).Select(f => f.Severity));
    }

    // Said before the audit, not after it.
    private static void RequireWritable(string[] reports, bool force)
    {
        foreach (string path in reports)
        {
            ReportWriter.FormatOf(path);
            if (!force && File.Exists(path))
            {
                throw FileErrors.Exists(path);
            }
        }
    }

    private AuditPlan Plan(ParseResult parsed)
    {
        HardeningProfile profile = parsed.GetValue(_profile) is { } name ? ReadProfile(name) : new HardeningProfile();
        if (parsed.GetValue(_level) is { } level)
        {
            profile = profile with { Level = level };
        }

        return new AuditPlan(new CheckSelection { Profile = profile, Ids = NullIfEmpty(parsed.GetValue(_id)), Areas = NullIfEmpty(parsed.GetValue(_area)) }.Choose())
        {
            Profile = profile.Name,
            Waivers = [.. profile.Waivers, .. (parsed.GetValue(_waiver) ?? []).SelectMany(path => ProfileFile.ReadWaivers(ReadJson(path), path))],
            Baseline = parsed.GetValue(_baseline) is { } baseline ? BaselineFile.Read(Path.GetFullPath(baseline)) : null,
        };
    }

    private static HardeningProfile ReadProfile(string name) =>
        ProfileFile.Find(name) ?? (File.Exists(name) ? ProfileFile.ReadProfile(ReadJson(name), name) : throw HardeningErrors.ProfileUnknown(name));

    private static object ReadJson(string path)
    {
        try
        {
            return ProfileFile.ParseJson(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.FromException(e, "read", path);
        }
    }

    private async Task<ClusterSnapshot> TakeAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string[] paths = [.. (parsed.GetValue(_paths) ?? []).Select(Path.GetFullPath)];
        string[] hosts = parsed.GetValue(_probe) ?? [];
        var log = new ConsoleLog(parsed.GetValue(_verbose));
        bool ask = parsed.GetValue(_agent) || _connection.IsGiven(parsed) || (paths.Length == 0 && hosts.Length == 0);
        var request = new SnapshotRequest
        {
            Paths = paths,
            ConsulVersion = ConsulVersions.Parse(parsed.GetValue(_version)),
            Client = ask ? new ConsulClient(_connection.Read(parsed), log) : null,
            Addresses = hosts,
            ProbeTimeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
        };
        return await new SnapshotTaker(request, log).TakeAsync(cancellation).ConfigureAwait(false);
    }

    private static T[]? NullIfEmpty<T>(T[]? values) => values is { Length: > 0 } ? values : null;
}
