using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Configuration;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Connect;

public class EnableConnectTests(ITestOutputHelper output)
{
    private static readonly Version s_version = new(1, 8, 7);

    /// <summary>The gate stands from the start and opens when the leader has the mesh; writes go on with a client's ordinary retries.</summary>
    [Fact]
    public async Task A_running_cluster_gets_the_mesh_one_server_after_the_other_and_proves_it_by_a_leaf()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new() { Servers = 3, Clients = 1 });
        var connection = new ConsulConnection(cluster["c1"].HttpAddress);
        using var stop = new CancellationTokenSource();
        Task<int> writes = WriteAsync(connection, stop.Token);
        Task proof = new ConnectAuthority(connection, new ConnectApi(new ConsulClient(connection)), SilentLog.Instance)
        {
            Timeout = TimeSpan.FromSeconds(180),
        }.ProveAsync(CancellationToken.None);

        foreach (ConsulAgent server in cluster.Servers)
        {
            ConfigFragment fragment = ConnectSettings.Plan(server.ConfigurationFolder, new(), s_version);
            fragment.Write();
            await server.RestartAsync();
            await cluster.WaitAsync();
        }

        await proof;
        await stop.CancelAsync();
        output.WriteLine($"{await writes} writes, none failed");
        ConsulConnectCA ca = await new ConnectAuthority(connection, new ConnectApi(new ConsulClient(connection)), SilentLog.Instance).ReadAsync(CancellationToken.None);
        Assert.Equal("consul", ca.Provider);
        Assert.Single(ca.Root);
    }

    private static async Task<int> WriteAsync(ConsulConnection connection, CancellationToken stop)
    {
        // Patient, as the machine may be busy with other tests.
        var client = new ConsulClient(connection, null, new RetryPolicy { WhileUnavailable = TimeSpan.FromSeconds(60) });
        int count = 0;
        while (!stop.IsCancellationRequested)
        {
            ConsulRequest request = ConsulRequest.Put("kv/load/" + count.ToString(CultureInfo.InvariantCulture)).WithBody("1").Repeatable();
            await client.SendAsync(request, CancellationToken.None);
            count++;
        }

        return count;
    }
}
