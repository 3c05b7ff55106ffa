using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Reporting;
using ConsulSecurity.Rollout;

namespace ConsulSecurity.Cli;

/// <summary><c>consulsec protect</c>: what Protect-ConsulCluster does.</summary>
internal sealed class ProtectCommand
{
    private readonly RolloutArguments _rollout = new();
    private readonly Option<string?> _plan = new("--plan") { Description = "The file of a plan that 'consulsec plan' wrote; without it one is made." };
    private readonly Option<string?> _until = new("--until") { Description = "The last waypoint that is done, for example P2." };
    private readonly Option<bool> _undo = new("--undo") { Description = "Takes back what the last run did." };
    private readonly Option<bool> _yes = new("--yes") { Description = "Does not ask before each pass." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the record as JSON." };

    public static Command Create()
    {
        var protect = new ProtectCommand();
        var command = new Command("protect", "Hardens a live cluster in rolling passes; run again it goes on where it was broken off.")
        {
            protect._plan, protect._until, protect._undo, protect._yes, protect._json,
        };
        protect._rollout.AddTo(command);
        Run.Action(command, protect.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (_rollout.OpenVault(parsed) is not { } vault)
        {
            await Console.Error.WriteLineAsync("consulsec: The secrets that are made need a vault: give its passphrase with --passphrase-file.").ConfigureAwait(false);
            return ExitCode.WrongUsage;
        }

        using (vault)
        {
            string journal = RolloutArguments.JournalPath(vault.Path);
            IReadOnlyList<ConsulNode> nodes = await _rollout.NodesAsync(parsed, cancellation).ConfigureAwait(false);
            ClusterProtection protection = _rollout.Protection(parsed, nodes);
            RolloutRecord record;
            if (parsed.GetValue(_undo))
            {
                record = await protection.UndoAsync(vault, journal, Options(parsed), cancellation).ConfigureAwait(false);
            }
            else
            {
                RolloutPlan plan = ClusterProtection.Unfinished(journal)
                    ?? (parsed.GetValue(_plan) is { } file
                        ? PlanFile.Read(Path.GetFullPath(file))
                        : await protection.PlanAsync(_rollout.Goal(parsed), vault, cancellation).ConfigureAwait(false));
                record = await protection.ApplyAsync(plan, vault, journal, Options(parsed), cancellation).ConfigureAwait(false);
            }

            Console.Out.Write(parsed.GetValue(_json) ? JsonReport.ToJson(record) : record + Environment.NewLine);
            return ExitCode.Good;
        }
    }

    private RolloutOptions Options(ParseResult parsed) => new()
    {
        Until = parsed.GetValue(_until),
        Approve = waypoint => Task.FromResult(parsed.GetValue(_yes) || Ask(waypoint)),
    };

    private static bool Ask(RolloutWaypoint waypoint)
    {
        Console.Error.Write($"{waypoint} - go on? [y/N] ");
        return Console.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
