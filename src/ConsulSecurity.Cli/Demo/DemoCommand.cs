using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;
using ConsulSecurity.Hardening;
using ConsulSecurity.Platform;
using ConsulSecurity.Reporting;
using ConsulSecurity.Rollout;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Cli;

/// <summary><c>consulsec demo</c>: a wide-open cluster of real agents, audited, hardened while an application uses it, and audited again.</summary>
internal sealed class DemoCommand
{
    private readonly Option<string> _consul = new("--consul") { Description = "The consul binary.", DefaultValueFactory = _ => "consul" };
    private readonly Option<string> _out = new("--out") { Description = "The folder for the HTML reports.", DefaultValueFactory = _ => "." };
    private readonly Option<bool> _clusterOnly = new("--cluster-only") { Description = "Starts the cluster and its load for a script that hardens it: prints the inventory's file, reads commands.", Hidden = true };

    public static Command Create()
    {
        var demo = new DemoCommand();
        var command = new Command("demo", "Starts a wide-open cluster on loopback, hardens it while an application uses it, and shows the audit before and after (Linux).")
        {
            demo._consul, demo._out, demo._clusterOnly,
        };
        Run.Action(command, demo.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string reports = Path.GetFullPath(parsed.GetValue(_out)!);
        Directory.CreateDirectory(reports);
        if (!parsed.GetValue(_clusterOnly))
        {
            DemoStage.Title("Three servers and two clients start, wide open, with two services and an application that uses them");
        }

        using DemoCluster cluster = await DemoCluster.StartAsync(parsed.GetValue(_consul)!, cancellation).ConfigureAwait(false);
        using var load = new DemoLoad(cluster.Clients);
        return parsed.GetValue(_clusterOnly)
            ? await ServeAsync(cluster, load).ConfigureAwait(false)
            : await HardenAsync(cluster, load, reports, cancellation).ConfigureAwait(false);
    }

    private static async Task<int> HardenAsync(DemoCluster cluster, DemoLoad load, string reports, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var log = new DemoLog(clock);
        using SecretVault vault = SecretVault.Open(Path.Combine(cluster.Folder, "demo.vault"), SecureText.Hide(Guid.NewGuid().ToString()));
        var protection = new ClusterProtection(cluster.Nodes, null, log);
        DemoStage.Title("The audit before");
        await AuditAsync(protection, null, Path.Combine(reports, "before.html"), cancellation).ConfigureAwait(false);

        DemoStage.Title("The plan");
        RolloutPlan plan = await protection.PlanAsync(new RolloutGoal(), vault, cancellation).ConfigureAwait(false);
        PlanText.Write(Console.Out, plan);

        DemoStage.Title("Hardened while the application goes on");
        clock.Restart();
        var options = new RolloutOptions { Approve = waypoint => MoveAsync(waypoint.Name, cluster, vault, load, log, cancellation) };
        RolloutRecord record = await protection.ApplyAsync(plan, vault, Path.Combine(cluster.Folder, "demo.journal"), options, cancellation).ConfigureAwait(false);

        DemoStage.Title("The audit after");
        await AuditAsync(protection, vault, Path.Combine(reports, "after.html"), cancellation).ConfigureAwait(false);
        (string report, bool isContent) = await load.StopAsync().ConfigureAwait(false);
        DemoStage.Title("What it cost");
        Console.Out.WriteLine(report);
        Console.Out.WriteLine($"{record}; restarts: {string.Join(", ", record.Restarts.Select(r => $"{r.Key} {r.Value}"))}; still failing: {string.Join(", ", record.StillFailing)}.");
        Console.Out.WriteLine($"Reports: {Path.Combine(reports, "before.html")}, {Path.Combine(reports, "after.html")}");
        return isContent && record.IsComplete ? ExitCode.Good : ExitCode.Failed;
    }

    // A script hardens it; we tell the application when, and what it saw.
    private static async Task<int> ServeAsync(DemoCluster cluster, DemoLoad load)
    {
        string inventory = Path.Combine(cluster.Folder, "inventory.json");
        await File.WriteAllTextAsync(inventory, JsonReport.ToJson(new { cluster.Nodes })).ConfigureAwait(false);
        Console.Out.WriteLine(inventory);
        while (await Console.In.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            string[] words = line.Split(' ');
            if (words[0] == "move")
            {
                Move(load, words[1], words[2]);
            }
            else
            {
                (string report, bool isContent) = await load.StopAsync().ConfigureAwait(false);
                Console.Out.WriteLine(report);
                return isContent ? ExitCode.Good : ExitCode.Failed;
            }

            Console.Out.WriteLine("done");
        }

        return ExitCode.Failed;
    }

    private static async Task AuditAsync(ClusterProtection protection, SecretVault? vault, string path, CancellationToken cancellation)
    {
        FleetView view = await protection.LookAsync(vault, cancellation).ConfigureAwait(false);
        IReadOnlyList<HardeningFinding> findings = Auditor.Judge(view.Snapshot, new AuditPlan(new CheckSelection().Choose()));
        FindingTable.Write(Console.Out, [.. findings.Where(f => f.Outcome == FindingOutcome.Fail)], all: false);
        ReportWriter.Write(HardeningReport.Of(findings), HardeningReportFormat.Html, path, Environment.CurrentDirectory, overwrite: true);
    }

    // What an administrator does between the passes: gives the application a token, and tells it to use HTTPS.
    private static async Task<bool> MoveAsync(string waypoint, DemoCluster cluster, SecretVault vault, DemoLoad load, DemoLog log, CancellationToken cancellation)
    {
        if (waypoint == "P2")
        {
            var access = new ClusterAccess(cluster.Nodes, null, log);
            access.UseToken(SecureText.Hide(vault.Get(VaultNames.Management)));
            access.UseCertificates(Path.ChangeExtension(vault.Path, null) + "-agent-ca.pem", Path.ChangeExtension(vault.Path, null) + "-cli.pem");
            ConsulClient client = await access.AnyServerAsync(leader: true, cancellation).ConfigureAwait(false);
            await new AclEditor(new AclApi(client), log).ApplyAsync(
                [AclChange.Of(AclKind.Policy, "demo", null, new AclPolicyDraft("demo", "key_prefix \"demo/\" { policy = \"write\" }\nservice_prefix \"\" { policy = \"read\" }\nnode_prefix \"\" { policy = \"read\" }", null, null).ToPatch())],
                cancellation).ConfigureAwait(false);
            IReadOnlyList<AclOutcome> made = await new AclTokenMaker(client, log).MakeAsync(
                [new JObject { ["Description"] = "the application of the demo", ["Policies"] = new JArray(new JObject { ["Name"] = "demo" }) }], cancellation).ConfigureAwait(false);
            Move(load, Path.ChangeExtension(vault.Path, null), (string)made[0].Result!["SecretID"]!);
            log.Say("The application was given a token and told to use HTTPS.");
        }

        return true;
    }

    private static void Move(DemoLoad load, string files, string token) =>
        load.MoveTo(files + "-agent-ca.pem", files + "-cli.pem", files + "-cli-key.pem", token);
}
