using System;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Integration.Tests.Acl;

/// <summary>Clusters with ACLs on, and a management token that they start with.</summary>
internal static class AclLab
{
    public static string Management { get; } = Guid.NewGuid().ToString();

    public static bool IsSoak { get; } = Environment.GetEnvironmentVariable("CONSULSECURITY_SOAK") == "1";

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("CONSULSECURITY_SEED"), out int seed) ? seed : Environment.TickCount;

    /// <summary>Starts a cluster whose ACL system answers.</summary>
    public static async Task<ConsulCluster> StartAsync(string defaultPolicy = "deny", int servers = 1, int clients = 0)
    {
        ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions
        {
            Servers = servers,
            Clients = clients,
            Token = Management,
            Configuration = $$"""
                acl { enabled = true, default_policy = "{{defaultPolicy}}", tokens { master = "{{Management}}", agent = "{{Management}}" } }
                limits { http_max_conns_per_client = 1000 }
                """,
        });
        foreach (ConsulAgent agent in cluster.Agents)
        {
            await Poll.UntilAsync(() => TryAsync(agent), TimeSpan.FromSeconds(30));
        }

        return cluster;
    }

    public static ConsulConnection Connection(ConsulAgent agent, string? token = null) => new(agent.HttpAddress) { Token = SecureText.Hide(token ?? Management) };

    public static ConsulClient Client(ConsulAgent agent, string? token = null) => new(Connection(agent, token));

    public static AclApi Api(ConsulAgent agent, string? token = null) => new(Client(agent, token));

    private static async Task<string?> TryAsync(ConsulAgent agent)
    {
        ConsulAnswer answer = await Client(agent).AskAsync(ConsulRequest.Get("acl/policies"), CancellationToken.None);
        if (!answer.IsSuccess)
        {
            return answer.Body;
        }

        // In its first seconds an agent takes rules for those of before 1.4, in which every name is a prefix.
        string? mode = (string?)(await Client(agent).AskAsync(ConsulRequest.Get("agent/self"), CancellationToken.None)).ReadTree()["Member"]?["Tags"]?["acls"];
        return mode == "1" ? null : $"ACL mode {mode}";
    }
}
