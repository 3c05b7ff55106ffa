using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Gossip;
using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Gossip;

public class GossipKeyRotatorTests
{
    [Fact]
    public async Task Five_nodes_rotate_with_all_members_alive_throughout()
    {
        GossipKey first = GossipKeys.Generate();
        GossipKey second = GossipKeys.Generate();
        await using ConsulCluster cluster = await StartAsync(first, servers: 3, clients: 2);
        await using var watch = new MemberWatch(cluster);

        GossipKeyRotation rotation = await Rotator(cluster["s1"]).RotateAsync(second, CancellationToken.None);

        Assert.Equal(second, rotation.Key);
        Assert.Equal(["WAN", "LAN of dc1"], rotation.Rings);
        Assert.Equal([first.Fingerprint], rotation.Removed);
        Assert.Empty(await watch.NotAliveAsync());
        await AssertOnlyKeyAsync(cluster, second);
    }

    [Fact]
    public async Task Cut_off_after_any_step_the_next_run_completes()
    {
        GossipKey current = GossipKeys.Generate();
        await using ConsulCluster cluster = await StartAsync(current, servers: 3, clients: 2);
        await using var watch = new MemberWatch(cluster);
        string[] steps = ["check", "install", "installed", "use", "used", "remove", "removed"];
        var cut = new List<string>();

        foreach (string step in steps)
        {
            GossipKey lost = GossipKeys.Generate();
            var rotator = Rotator(cluster["s1"], afterStep: done =>
            {
                if (done == step)
                {
                    throw new KilledException();
                }
            });
            await Assert.ThrowsAsync<KilledException>(() => rotator.RotateAsync(lost, CancellationToken.None));
            cut.Add(step);

            // Half of the runs go on with the same key, the others have lost it and take a new one.
            GossipKey next = cut.Count % 2 == 0 ? lost : GossipKeys.Generate();
            await Rotator(cluster["s2"]).RotateAsync(next, CancellationToken.None);
            await AssertOnlyKeyAsync(cluster, next);
        }

        Assert.Equal(steps, cut);
        Assert.Empty(await watch.NotAliveAsync());
    }

    [Fact]
    public async Task A_failed_member_stops_the_rotation_and_the_old_key_still_works()
    {
        GossipKey first = GossipKeys.Generate();
        await using ConsulCluster cluster = await StartAsync(first, servers: 3, clients: 2);
        await cluster["c2"].KillAsync();
        await WaitForFailureAsync(cluster["s1"], "c2");

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(
            () => Rotator(cluster["s1"]).RotateAsync(GossipKeys.Generate(), CancellationToken.None));

        Assert.Equal("GossipMemberFailed", error.ErrorId);
        Assert.Contains("'c2'", error.Message, StringComparison.Ordinal);
        cluster["c2"].Start();
        await cluster.WaitAsync();
        await AssertOnlyKeyAsync(cluster, first);
    }

    [Fact]
    public async Task With_force_a_failed_member_is_left_behind()
    {
        GossipKey second = GossipKeys.Generate();
        await using ConsulCluster cluster = await StartAsync(GossipKeys.Generate(), servers: 1, clients: 1);
        await cluster["c1"].KillAsync();
        await WaitForFailureAsync(cluster["s1"], "c1");
        var log = new RecordingLog();

        await Rotator(cluster["s1"], log: log, ignoreFailed: true).RotateAsync(second, CancellationToken.None);

        Assert.Contains("c1", Assert.Single(log.Warnings), StringComparison.Ordinal);
        await AssertOnlyKeyAsync(cluster, second);
    }

    [Fact]
    public async Task A_member_that_fails_half_way_keeps_the_old_key_on_the_rings()
    {
        GossipKey first = GossipKeys.Generate();
        GossipKey second = GossipKeys.Generate();
        await using ConsulCluster cluster = await StartAsync(first, servers: 3, clients: 1);
        GossipKeyRotator rotator = Rotator(cluster["s1"], afterStep: step =>
        {
            if (step == "used")
            {
                cluster["c1"].KillAsync().GetAwaiter().GetResult();
                WaitForFailureAsync(cluster["s1"], "c1").GetAwaiter().GetResult();
            }
        });

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => rotator.RotateAsync(second, CancellationToken.None));

        Assert.Equal("GossipMemberFailed", error.ErrorId);
        IReadOnlyList<GossipKeyringEntry> keys = await new GossipKeyring(Keyring(cluster["s1"])).ReadAsync(CancellationToken.None);
        Assert.All(keys.Where(k => k.Key.Equals(first)), k => Assert.Equal(k.NodeCount, k.InstalledOn));
        cluster["c1"].Start();
        await cluster.WaitAsync();

        // On a busy machine a member that has just come back is taken for failed once more: the command is run again, as it says.
        await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    await Rotator(cluster["s1"]).RotateAsync(second, CancellationToken.None);
                    return null;
                }
                catch (ConsulSecurityException e) when (e.ErrorId == "GossipMemberFailed")
                {
                    return e.Message;
                }
            },
            TimeSpan.FromSeconds(60));
        await AssertOnlyKeyAsync(cluster, second);
    }

    [Fact]
    public async Task Two_datacenters_rotate_together()
    {
        GossipKey second = GossipKeys.Generate();
        IReadOnlyList<ConsulCluster> clusters = await FederateAsync(GossipKeys.Generate());
        await using ConsulCluster east = clusters[0];
        await using ConsulCluster west = clusters[1];

        GossipKeyRotation rotation = await Rotator(east["s1"]).RotateAsync(second, CancellationToken.None);

        Assert.Equal(["LAN of east", "LAN of west", "WAN"], rotation.Rings.Order());
        await AssertOnlyKeyAsync(west, second);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("install")]
    [InlineData("used")]
    public async Task A_datacenter_that_cannot_be_reached_stops_the_rotation_before_anything_is_removed(string when)
    {
        GossipKey first = GossipKeys.Generate();
        IReadOnlyList<ConsulCluster> clusters = await FederateAsync(first);
        await using ConsulCluster east = clusters[0];
        await using ConsulCluster west = clusters[1];
        if (when == "before")
        {
            await LoseAsync(west, east);
        }

        GossipKeyRotator rotator = Rotator(east["s1"], timeout: TimeSpan.FromSeconds(5), afterStep: step =>
        {
            if (step == when)
            {
                LoseAsync(west, east).GetAwaiter().GetResult();
            }
        });
        var error = await Assert.ThrowsAnyAsync<ConsulSecurityException>(() => rotator.RotateAsync(GossipKeys.Generate(), CancellationToken.None));

        Assert.Equal("GossipDatacenterUnreachable", error.ErrorId);
        Assert.Contains("'west'", error.Message, StringComparison.Ordinal);
        west["s1"].Start();
        await west.WaitAsync();
        IReadOnlyList<GossipKeyringEntry> keys = await new GossipKeyring(Keyring(west["s1"])).ReadAsync(CancellationToken.None);
        Assert.Contains(keys, k => k.Key.Equals(first) && k is { Ring: "LAN", Datacenter: "west" });
        keys = await new GossipKeyring(Keyring(east["s1"])).ReadAsync(CancellationToken.None);
        Assert.Contains(keys, k => k.Key.Equals(first) && k is { Ring: "LAN", Datacenter: "east" });
    }

    [Fact]
    public async Task Without_encryption_there_is_nothing_to_rotate()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync();

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(
            () => Rotator(cluster["s1"]).RotateAsync(GossipKeys.Generate(), CancellationToken.None));

        Assert.Equal("GossipNotEncrypted", error.ErrorId);
    }

    [Fact]
    public async Task A_client_agent_is_told_apart_from_a_server()
    {
        await using ConsulCluster cluster = await StartAsync(GossipKeys.Generate(), servers: 1, clients: 1);

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(
            () => Rotator(cluster["c1"]).RotateAsync(GossipKeys.Generate(), CancellationToken.None));

        Assert.Equal("GossipKeyringNeedsServer", error.ErrorId);
    }

    [Fact]
    public async Task A_primary_key_is_not_removed_and_a_left_over_is()
    {
        GossipKey first = GossipKeys.Generate();
        GossipKey left = GossipKeys.Generate();
        await using ConsulCluster cluster = await StartAsync(first, servers: 1, clients: 0);
        var keyring = new GossipKeyring(Keyring(cluster["s1"]));
        await Keyring(cluster["s1"]).InstallAsync(left, CancellationToken.None);

        var primary = await Assert.ThrowsAsync<ConsulSecurityException>(() => keyring.RemoveAsync(first.Fingerprint, CancellationToken.None));
        var unknown = await Assert.ThrowsAsync<ConsulSecurityException>(() => keyring.RemoveAsync("0123456789abcdef", CancellationToken.None));
        await keyring.RemoveAsync(left.Fingerprint, CancellationToken.None);

        Assert.Equal("GossipKeyIsPrimary", primary.ErrorId);
        Assert.Equal("GossipKeyNotInstalled", unknown.ErrorId);
        await AssertOnlyKeyAsync(cluster, first);
    }

    private static Task<ConsulCluster> StartAsync(GossipKey key, int servers, int clients) =>
        ConsulCluster.StartAsync(new() { Servers = servers, Clients = clients, Configuration = $"encrypt = \"{key.Reveal()}\"" });

    // Failures on the WAN ring are found in seconds instead of most of a minute.
    private static Task<IReadOnlyList<ConsulCluster>> FederateAsync(GossipKey key)
    {
        string configuration = $$"""
            encrypt = "{{key.Reveal()}}"
            gossip_wan { probe_interval = "500ms" probe_timeout = "200ms" suspicion_mult = 1 }
            """;
        return ConsulCluster.StartFederationAsync(
            new() { Datacenter = "east", Configuration = configuration }, new() { Datacenter = "west", Configuration = configuration });
    }

    private static async Task LoseAsync(ConsulCluster lost, ConsulCluster seenFrom)
    {
        await lost["s1"].KillAsync();
        await WaitForFailureAsync(seenFrom["s1"], $"s1.{lost.Datacenter}", "?wan=1");
    }

    private static async Task WaitForFailureAsync(ConsulAgent agent, string member, string query = "")
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!(await agent.GetAsync("/v1/agent/members" + query, deadline.Token))!.AsArray()
            .Any(m => (string)m!["Name"]! == member && (int)m["Status"]! == 4))
        {
            await Task.Delay(100, deadline.Token);
        }
    }

    private static async Task AssertOnlyKeyAsync(ConsulCluster cluster, GossipKey key)
    {
        foreach (ConsulAgent agent in cluster.Servers)
        {
            IReadOnlyList<GossipKeyringEntry> entries = await new GossipKeyring(Keyring(agent)).ReadAsync(CancellationToken.None);
            Assert.All(entries, e => Assert.Equal((key, e.NodeCount, e.NodeCount), (e.Key, e.InstalledOn, e.PrimaryOn!.Value)));
            Assert.Contains(entries, e => e.Ring == "LAN" && e.Datacenter == cluster.Datacenter && e.NodeCount == cluster.Agents.Count(a => a.IsRunning));
            Assert.Contains(entries, e => e.Ring == "WAN");
        }
    }

    private static ConsulClient Client(ConsulAgent agent) => new(new ConsulConnection(agent.HttpAddress));

    private static KeyringApi Keyring(ConsulAgent agent) => new(Client(agent));

    private static GossipKeyRotator Rotator(
        ConsulAgent agent, Action<string>? afterStep = null, RecordingLog? log = null, bool ignoreFailed = false, TimeSpan? timeout = null)
    {
        ConsulClient client = Client(agent);
        return new GossipKeyRotator(
            new KeyringApi(client), new GossipReach(new AgentApi(client), new HealthApi(client)), log ?? new RecordingLog())
        {
            AfterStep = afterStep,
            IgnoreFailedMembers = ignoreFailed,
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
        };
    }

    private sealed class KilledException : Exception;

    /// <summary>Looks at the members from one server all the time and notes who is not alive.</summary>
    private sealed class MemberWatch : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly ConcurrentDictionary<string, int> _notAlive = new();
        private readonly Task _task;
        private int _looks;

        public MemberWatch(ConsulCluster cluster) => _task = Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                foreach (JsonNode? member in (await cluster["s3"].GetAsync("/v1/agent/members"))!.AsArray())
                {
                    if ((int)member!["Status"]! != 1)
                    {
                        _notAlive[(string)member["Name"]!] = (int)member["Status"]!;
                    }
                }

                _looks++;
                await Task.Delay(20);
            }
        });

        public async Task<IReadOnlyCollection<string>> NotAliveAsync()
        {
            await _stop.CancelAsync();
            await _task;
            Assert.True(_looks > 3, $"only {_looks} looks at the members");
            return [.. _notAlive.Keys];
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _task;
            _stop.Dispose();
        }
    }
}
