using System;
using System.IO;
using System.Linq;
using System.Threading;
using ConsulSecurity;
using ConsulSecurity.Hardening;
using ConsulSecurity.Platform;
using ConsulSecurity.Rollout;

// A process for tests to kill: does a rollout, or takes it back, and stands still after an entry of the journal of a kind that it has not
// stood still at before. Arguments: inventory, vault, journal, the file of those entries (empty for none), protect or undo. The passphrase
// comes on the input.
string passphrase = Console.ReadLine()!;
string stops = args[3];
var protection = new ClusterProtection(NodeInventory.Read(ProfileFile.ParseJson(File.ReadAllText(args[0]), args[0]), args[0]), null, SilentLog.Instance);
using SecretVault vault = SecretVault.Open(args[1], SecureText.Hide(passphrase));
var options = new RolloutOptions
{
    Canary = false,
    JournalWritten = entry =>
    {
        string kind = $"{entry.State} {entry.Act} {entry.Waypoint} {entry.Node} {entry.What}";
        if (stops.Length > 0 && !(File.Exists(stops) && File.ReadLines(stops).Contains(kind)))
        {
            File.AppendAllText(stops, kind + "\n");
            Console.WriteLine($"at {entry}");
            Thread.Sleep(Timeout.Infinite);
        }
    },
};
try
{
    RolloutRecord record = args[4] == "undo"
        ? await protection.UndoAsync(vault, args[2], options, CancellationToken.None)
        : await protection.ApplyAsync(
            ClusterProtection.Unfinished(args[2]) ?? await protection.PlanAsync(new RolloutGoal(), vault, CancellationToken.None), vault, args[2], options, CancellationToken.None);
    Console.WriteLine($"done {record}; failing: {string.Join(", ", record.StillFailing)}");
    return record.IsComplete ? 0 : 2;
}
catch (ConsulSecurityException e)
{
    Console.WriteLine($"error {e.ErrorId}: {e.Message} {e.Detail}");
    Console.WriteLine(string.Join("\n", RolloutJournal.Read(args[2]).Reverse().Take(6)));
    return 1;
}
