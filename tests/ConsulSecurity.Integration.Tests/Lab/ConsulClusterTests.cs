using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Lab;

public class ConsulClusterTests
{
    [Fact]
    public async Task One_server_starts_with_the_configuration_given_and_leaves_nothing_behind()
    {
        string folder;
        int process;
        await using (ConsulCluster cluster = await ConsulCluster.StartServerAsync("""node_meta { colour = "blue" }"""))
        {
            ConsulAgent server = cluster["s1"];
            folder = cluster.Folder;
            process = server.ProcessId!.Value;
            JsonNode self = (await server.GetAsync("/v1/agent/self"))!;

            Assert.Equal("blue", (string?)self["Meta"]!["colour"]);
            Assert.Same(server, await cluster.LeaderAsync());
        }

        Assert.False(Directory.Exists(folder));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));
    }

    [Fact]
    public async Task Three_servers_and_two_clients_see_each_other_and_survive_a_crash()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new() { Servers = 3, Clients = 2 });
        ConsulAgent follower = cluster.Servers.First(server => server != cluster.LeaderAsync().Result);

        await follower.KillAsync();
        Assert.False(follower.IsRunning);
        follower.Configure("""{ "node_meta": { "restarted": "yes" } }""");
        follower.Start();
        await cluster.WaitAsync();

        Assert.Equal("yes", (string?)(await follower.GetAsync("/v1/agent/self"))!["Meta"]!["restarted"]);
        Assert.Equal(5, (await cluster["c2"].GetAsync("/v1/agent/members"))!.AsArray().Count);
    }

    [Fact]
    public async Task Two_datacenters_are_joined_over_the_WAN()
    {
        var clusters = await ConsulCluster.StartFederationAsync(new() { Datacenter = "east" }, new() { Datacenter = "west" });
        await using ConsulCluster east = clusters[0];
        await using ConsulCluster west = clusters[1];

        JsonNode datacenters = (await west["s1"].GetAsync("/v1/catalog/datacenters"))!;

        Assert.Equal(["east", "west"], datacenters.AsArray().Select(name => (string)name!).Order());
    }

    [Fact]
    public async Task A_configuration_that_Consul_refuses_is_reported_with_its_own_words()
    {
        var error = await Assert.ThrowsAsync<LabException>(() => ConsulCluster.StartServerAsync("no_such_setting = true"));

        Assert.Contains("no_such_setting", error.Message, StringComparison.Ordinal);
    }
}
