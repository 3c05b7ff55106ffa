using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Firewall;

/// <summary>
/// The table of ours in this host's nftables. What was there comes back by itself unless the new rules are kept in time: a process of
/// its own waits for that, so that a session that was cut off does not matter.
/// </summary>
/// <param name="runner">Runs nft.</param>
/// <param name="stateFolder">A private folder where what waits to be kept is noted.</param>
internal sealed class NftFirewall(ICommandRunner runner, string stateFolder)
{
    public const string DefaultStateFolder = "/run/consulsecurity";

    private const string Pending = ".pending";

    private static readonly string s_reset = $"table {NftablesText.Table}\ndelete table {NftablesText.Table}\n";

    /// <param name="rules">What is open to whom; replaces what our table holds.</param>
    /// <param name="managementPorts">Ports that stay open.</param>
    /// <param name="rollbackAfter">When the former state comes back; null to keep the new one at once.</param>
    /// <param name="cancellation">Ends the wait; what is applied stays so until it is rolled back.</param>
    public async Task<ConsulFirewallState> ApplyAsync(
        IReadOnlyList<ConsulFirewallRule> rules, IReadOnlyList<int> managementPorts, TimeSpan? rollbackAfter, CancellationToken cancellation)
    {
        FirewallRules.Check(rules, managementPorts);
        string former = await FormerStateAsync(cancellation).ConfigureAwait(false);
        DateTimeOffset? rollbackAt = null;
        string? pending = null;
        if (rollbackAfter is { } after)
        {
            // Before anything changes: from here on it rolls back even if we die.
            pending = await ScheduleAsync(former, after, cancellation).ConfigureAwait(false);
            rollbackAt = DateTimeOffset.UtcNow + after;
        }

        CommandResult result = await NftAsync("-f -", NftablesText.Write(rules, managementPorts), cancellation).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            if (pending is not null)
            {
                File.Delete(pending);
            }

            throw FirewallErrors.CommandFailed("nft -f", FirstLine(result.Error));
        }

        DropPending(except: pending);
        return new ConsulFirewallState
        {
            Table = NftablesText.Table,
            RuleCount = rules.Count,
            RollbackAt = rollbackAt,
            ManagementPort = [.. managementPorts],
        };
    }

    /// <summary>Keeps what was applied last.</summary>
    /// <exception cref="ConsulSecurityException"><c>FirewallNothingPending</c>.</exception>
    public void Keep()
    {
        if (!DropPending(except: null))
        {
            throw FirewallErrors.NothingPending();
        }
    }

    /// <summary>Takes our table away.</summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        CommandResult result = await NftAsync("-f -", s_reset, cancellation).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw FirewallErrors.CommandFailed("nft -f", FirstLine(result.Error));
        }

        DropPending(except: null);
    }

    /// <summary>The table as nft lists it; null where there is none.</summary>
    public async Task<string?> ListAsync(CancellationToken cancellation)
    {
        CommandResult listed = await NftAsync($"list table {NftablesText.Table}", null, cancellation).ConfigureAwait(false);
        return listed.ExitCode == 0 ? listed.Output : null;
    }

    private static string FirstLine(string text) => text.Trim().Split('\n')[0] is { Length: > 0 } line ? line : "no reason given";

    // What to go back to: the state last kept, so that applying twice without keeping does not make the first one the former.
    private async Task<string> FormerStateAsync(CancellationToken cancellation)
    {
        if (PendingFiles().FirstOrDefault() is { } waiting)
        {
            try
            {
                return File.ReadAllText(waiting);
            }
            catch (FileNotFoundException)
            {
                // It was rolled back this moment.
            }
        }

        return s_reset + await ListAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<string> ScheduleAsync(string former, TimeSpan after, CancellationToken cancellation)
    {
        if (!Directory.Exists(stateFolder))
        {
            HostFiles.Current.CreatePrivateFolder(stateFolder);
        }

        SafeFile.RequirePrivateFolder(stateFolder);
        string id = Guid.NewGuid().ToString("N");
        string pending = Path.Combine(stateFolder, id + Pending);
        string script = Path.Combine(stateFolder, id + ".sh");
        PrivateFile.Write(pending, former);

        // Whoever takes the file away first, this script or Keep, decides.
        PrivateFile.Write(script, FirewallText.Lines(
        [
            $"rm -f '{script}'",
            string.Format(CultureInfo.InvariantCulture, "sleep {0:0.###}", after.TotalSeconds),
            $"mv '{pending}' '{pending}.taken' 2>/dev/null || exit 0",
            $"nft -f '{pending}.taken'",
            $"rm -f '{pending}.taken'",
        ]));
        CommandResult started = await RunAsync("sh", $"-c \"setsid sh '{script}' </dev/null >/dev/null 2>&1 &\"", null, cancellation).ConfigureAwait(false);
        if (started.ExitCode != 0)
        {
            File.Delete(pending);
            throw FirewallErrors.CommandFailed("setsid", FirstLine(started.Error));
        }

        return pending;
    }

    private IEnumerable<string> PendingFiles() =>
        Directory.Exists(stateFolder) ? Directory.EnumerateFiles(stateFolder, "*" + Pending) : [];

    private bool DropPending(string? except)
    {
        bool any = false;
        foreach (string file in PendingFiles().Where(file => file != except).ToList())
        {
            File.Delete(file);
            any = true;
        }

        return any;
    }

    private Task<CommandResult> NftAsync(string arguments, string? input, CancellationToken cancellation) =>
        RunAsync("nft", arguments, input, cancellation);

    private async Task<CommandResult> RunAsync(string program, string arguments, string? input, CancellationToken cancellation)
    {
        try
        {
            return await runner.RunAsync(program, arguments, input, cancellation).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            throw FirewallErrors.NotSupported($"This host has no '{program}' command");
        }
    }
}
