using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Rollout;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Rollout;

/// <summary>A wide-open cluster is hardened while applications use it.</summary>
public class ProtectClusterTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_wide_open_cluster_becomes_hardened_under_load_without_a_lost_write()
    {
        await using RolloutLab lab = await RolloutLab.StartAsync();
        RolloutPlan plan = await lab.PlanAsync();
        foreach (RolloutOmission omission in plan.Omissions)
        {
            output.WriteLine(omission.ToString());
        }

        foreach (RolloutWaypoint waypoint in plan.Waypoints)
        {
            output.WriteLine(waypoint.ToString());
        }

        string[] hosts = [.. lab.Cluster.Clients.Select(c => c.Address)];
        await using var raw = new Load(LoadKind.Raw, 20, hosts);
        await using var retry = new Load(LoadKind.Retry, 40, hosts);
        await using var failOver = new Load(LoadKind.FailOver, 20, hosts);
        Load[] loads = [raw, retry, failOver];
        var log = new RecordingLog();
        RolloutRecord record;
        try
        {
            record = await lab.RunAsync(plan, new RolloutOptions { Approve = waypoint => TellAsync(lab, waypoint, loads) }, log: log);
        }
        catch (ConsulSecurityException e)
        {
            output.WriteLine(e.Message + "\n" + e.Detail);
            output.WriteLine(string.Join("\n", RolloutJournal.Read(lab.JournalPath)));
            output.WriteLine(string.Join("\n", log.Lines.TakeLast(60)));
            foreach (ConsulAgent agent in lab.Cluster.Agents)
            {
                output.WriteLine($"--- {agent.Name}\n{agent.LogTail(30)}");
            }

            throw;
        }

        foreach (Load load in loads)
        {
            await load.StopAsync();
        }

        output.WriteLine(record.ToString());
        output.WriteLine("restarts: " + string.Join(", ", record.Restarts.Select(r => $"{r.Key} {r.Value}")));
        foreach ((string name, Load load) in new[] { ("raw", raw), ("retry", retry), ("failover", failOver) })
        {
            output.WriteLine($"{name}: {load.Operations} operations, {load.Failed} failed, {load.Retried} retried, longest wait of a retry {load.LongestWait.TotalSeconds:0.00} s, longest operation {load.Longest.TotalSeconds:0.00} s; {load.Errors}");
        }

        foreach (JournalEntry entry in RolloutJournal.Read(lab.JournalPath).Where(e => e.State == "done" && e.Act is "stop" or "start" && e.Node is not null))
        {
            JournalEntry begin = RolloutJournal.Read(lab.JournalPath).First(e => e.State == "begin" && e.Act == entry.Act && e.Node == entry.Node && e.Waypoint == entry.Waypoint);
            TimeSpan worst = loads.SelectMany(l => l.Waits).Where(w => w.Begun >= begin.Time.AddSeconds(-1) && w.Begun < entry.Time).Select(w => w.Took).DefaultIfEmpty().Max();
            output.WriteLine($"{entry.Waypoint} {entry.Act} {entry.Node}: {(entry.Time - begin.Time).TotalSeconds:0.00} s, longest wait begun then {worst.TotalSeconds:0.00} s");
        }

        output.WriteLine(string.Join("\n", log.Lines.Where(l => l.Contains(" leads", StringComparison.Ordinal))));
        output.WriteLine("still failing: " + string.Join(", ", record.StillFailing));
        using HttpClient http = Load.Client(Path.ChangeExtension(lab.VaultPath, null) + "-agent-ca.pem", Management(lab));
        HashSet<string> stored = await Load.StoredAsync(http, $"https://{lab.Cluster.Servers[0].Address}:8501");
        string[] lost = [.. loads.SelectMany(l => l.Acknowledged).Where(key => !stored.Contains(key))];
        output.WriteLine($"acknowledged writes: {loads.Sum(l => l.Acknowledged.Count())}, lost: {lost.Length}");
        Assert.Empty(lost);
        Assert.Equal(0, retry.Failed + failOver.Failed);
        Assert.True(record.IsComplete);
        Assert.All(record.Restarts.Values, count => Assert.InRange(count, 1, 3));
        Assert.Equal(["HST-11"], record.StillFailing);
        Assert.InRange(retry.Longest.TotalSeconds, 0, 4);
        Assert.InRange(failOver.Longest.TotalSeconds, 0, 4);

        RolloutPlan second = await lab.PlanAsync();
        Assert.True(second.IsEmpty, string.Join("\n", second.Waypoints));
    }

    // What an administrator does between the passes: gives the applications a token, and tells them to use HTTPS.
    private static async Task<bool> TellAsync(RolloutLab lab, RolloutWaypoint waypoint, Load[] loads)
    {
        if (waypoint.Name == "P2")
        {
            string token = await ApplicationTokenAsync(lab);
            foreach (Load load in loads)
            {
                load.MoveTo(Path.ChangeExtension(lab.VaultPath, null) + "-agent-ca.pem", token);
            }
        }

        return true;
    }

    private static async Task<string> ApplicationTokenAsync(RolloutLab lab)
    {
        ConsulClient client = await lab.Access().AnyServerAsync(leader: true, CancellationToken.None);
        await client.SendAsync(
            ConsulRequest.Put("acl/policy").WithBody(new JObject { ["Name"] = "load", ["Rules"] = "key_prefix \"load/\" { policy = \"write\" }" }.ToString()), CancellationToken.None);
        IReadOnlyList<AclOutcome> made = await new AclTokenMaker(client, SilentLog.Instance).MakeAsync(
            [new JObject { ["Description"] = "load", ["Policies"] = new JArray(new JObject { ["Name"] = "load" }) }], CancellationToken.None);
        return (string)made[0].Result!["SecretID"]!;
    }

    private static string Management(RolloutLab lab)
    {
        using SecretVault vault = lab.OpenVault();
        return vault.Get(VaultNames.Management);
    }
}
