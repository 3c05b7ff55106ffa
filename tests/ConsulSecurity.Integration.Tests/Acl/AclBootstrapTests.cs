using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Acl;

public class AclBootstrapTests
{
    [Fact]
    public async Task The_first_token_is_given_once_and_a_reset_on_the_leader_gives_another()
    {
        await using ConsulCluster cluster = await StartAsync("acl { enabled = true, default_policy = \"deny\" }", servers: 3);
        ConsulAgent leader = await cluster.LeaderAsync();
        ConsulAgent follower = cluster.Servers.First(s => s != leader);

        AclToken first = await Bootstrap(leader).RunAsync(CancellationToken.None);
        var again = await Assert.ThrowsAsync<ConsulSecurityException>(() => Bootstrap(leader).RunAsync(CancellationToken.None));
        var elsewhere = await Assert.ThrowsAsync<ConsulSecurityException>(() => Bootstrap(follower).ResetAsync(follower.DataFolder, CancellationToken.None));
        AclToken second = await Bootstrap(follower).ResetAsync(leader.DataFolder, CancellationToken.None);

        Assert.True(first.IsManagement);
        Assert.Equal("AclAlreadyBootstrapped", again.ErrorId);
        Assert.Equal("AclResetNotOnLeader", elsewhere.ErrorId);
        Assert.False(File.Exists(Path.Combine(follower.DataFolder, "acl-bootstrap-reset")));
        Assert.NotEqual(first.AccessorId, second.AccessorId);
        IReadOnlyList<JObject> tokens = await AclLab.Api(leader, second.Reveal()).ListAsync(AclKind.Token, CancellationToken.None);
        Assert.Equal([first.AccessorId], AclBootstrap.Older(tokens, second.AccessorId).Select(t => t.AccessorId));
    }

    [Fact]
    public async Task Where_ACLs_are_off_that_is_said()
    {
        await using ConsulCluster cluster = await StartAsync(string.Empty, servers: 1);

        var bootstrap = await Assert.ThrowsAnyAsync<ConsulSecurityException>(() => Bootstrap(cluster["s1"]).RunAsync(CancellationToken.None));
        var list = await Assert.ThrowsAnyAsync<ConsulSecurityException>(() => AclLab.Api(cluster["s1"]).ListAsync(AclKind.Policy, CancellationToken.None));

        Assert.Equal("ConsulAclDisabled", bootstrap.ErrorId);
        Assert.Equal("ConsulAclDisabled", list.ErrorId);
    }

    [Fact]
    public async Task Before_the_bootstrap_a_made_up_token_is_unknown()
    {
        await using ConsulCluster cluster = await StartAsync("acl { enabled = true, default_policy = \"deny\" }", servers: 1);
        await Poll.UntilAsync(async () => (await AclLab.Client(cluster["s1"]).AskAsync(ConsulRequest.Get("acl/policies"), CancellationToken.None)).StatusCode == 403 ? null : "not yet", TimeSpan.FromSeconds(30));

        var error = await Assert.ThrowsAnyAsync<ConsulSecurityException>(() => AclLab.Api(cluster["s1"]).ListAsync(AclKind.Policy, CancellationToken.None));

        Assert.Equal("ConsulTokenUnknown", error.ErrorId);
    }

    [Fact]
    public async Task While_a_server_has_no_ACLs_yet_the_others_stay_in_the_mode_of_before_1_4_and_say_so()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions
        {
            Servers = 3,
            NodeConfiguration = agent => agent.Name == "s3" ? null : "acl { enabled = true }",
            Wait = ClusterWait.Leader,
        });
        var impatient = new ConsulClient(new ConsulConnection(cluster["s1"].HttpAddress), null, new RetryPolicy { WhileUnavailable = TimeSpan.Zero });

        var error = await Assert.ThrowsAnyAsync<ConsulSecurityException>(() => new AclApi(impatient).ListAsync(AclKind.Policy, CancellationToken.None));

        Assert.Equal("ConsulAclNotReady", error.ErrorId);
        Assert.Contains("still starting (legacy mode)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Right_after_a_restart_a_call_waits_until_the_mode_of_before_1_4_is_left()
    {
        await using ConsulCluster cluster = await AclLab.StartAsync();
        await cluster["s1"].RestartAsync();
        await cluster.WaitAsync(ClusterWait.Leader);

        JObject made = await AclLab.Api(cluster["s1"]).CreateAsync(AclKind.Policy, new JObject { ["Name"] = "early" }, CancellationToken.None);

        Assert.Equal("early", (string?)made["Name"]);
    }

    private static AclBootstrap Bootstrap(ConsulAgent agent) => new(new ConsulClient(new ConsulConnection(agent.HttpAddress)));

    private static Task<ConsulCluster> StartAsync(string configuration, int servers) =>
        ConsulCluster.StartAsync(new ConsulClusterOptions { Servers = servers, Configuration = configuration, Wait = ClusterWait.Leader });
}
