using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Observation;
using static ConsulSecurity.Core.Tests.Hardening.Snapshots;

namespace ConsulSecurity.Core.Tests.Hardening;

/// <summary>Snapshots as large as the largest clusters: the same shape at any size, with a fault here and there.</summary>
internal static class LargeSnapshots
{
    /// <summary>By default 10,000 tokens, 5,000 policies, 20,000 services and 2,000 nodes; half of the services' instances have sidecars.</summary>
    public static ClusterSnapshot Make(int tokens = 10_000, int policies = 5_000, int services = 20_000, int nodes = 2_000)
    {
        ClusterSnapshot secure = Secure();
        NodeSnapshot model = secure.Nodes[0];
        return secure with
        {
            Nodes = [.. Enumerable.Range(0, nodes).Select(i => Node(model, i, services / nodes))],
            Members = Look.Seen<IReadOnlyList<MemberEvidence>>([.. Enumerable.Range(0, nodes).Select(i => Member($"n{i}", "1") with { Tags = new Dictionary<string, string> { ["role"] = "node", ["build"] = "1.20.0:" } })]),
            Policies = Look.Seen<IReadOnlyList<AclPolicy>>([.. secure.Policies.Value!, .. Enumerable.Range(0, policies).Select(i => Policy($"p{i}", Rules(i)))]),
            Tokens = Look.Seen<IReadOnlyList<AclToken>>([.. secure.Tokens.Value!, .. Enumerable.Range(0, tokens).Select(i => Token(i, policies))]),
            Services = Look.Seen<IReadOnlyList<ServiceEvidence>>([.. Enumerable.Range(0, services).SelectMany(i => Registered(i, nodes))]),
            Intentions = Look.Seen<IReadOnlyList<ConsulIntention>>([.. Enumerable.Range(0, services / 2).Select(i => Intention($"s{i}", $"s{i + 1}", IntentionAction.Allow))]),
        };
    }

    private static string Rules(int i) => i % 500 == 7
        ? $"service_prefix \"s{i}\" {{ policy = \"write\" }} keyring = \"write\""
        : $$"""
          service "s{{i}}" { policy = "write" }
          service "s{{i}}-sidecar-proxy" { policy = "write" }
          service_prefix "" { policy = "read" }
          node_prefix "" { policy = "read" }
          key_prefix "s{{i}}/" { policy = "write" }
          """;

    private static AclToken Token(int i, int policies) => (i % 4) switch
    {
        0 => ServiceToken($"t{i}", $"s{i}"),
        1 => AgentToken($"t{i}", $"n{i}"),
        2 => Snapshots.Token($"t{i}", $"token {i}", $"p{i % policies}"),
        _ => Snapshots.Token($"t{i}", i % 100 == 3 ? string.Empty : $"token {i}", $"p{i % policies}", $"p{(i + 1) % policies}"),
    };

    private static IEnumerable<ServiceEvidence> Registered(int i, int nodes)
    {
        yield return Service($"s{i}", $"n{i % nodes}", port: 8000 + (i / nodes));
        if (i % 2 == 0)
        {
            yield return Sidecar($"s{i}", new ProxyEvidence { Upstreams = [new($"s{i + 1}", i % 1000 == 0 ? "0.0.0.0" : "127.0.0.1", 9000)] }, 21000 + (i / nodes), $"n{i % nodes}");
        }
    }

    private static NodeSnapshot Node(NodeSnapshot model, int i, int defined) => model with
    {
        Name = $"n{i}",
        IsServer = i < 5,
        Running = Look.Seen<IReadOnlyDictionary<string, object?>>(model.Running.Value!.ToDictionary(pair => pair.Key, pair => pair.Value)),
        TokenUses = Look.Seen<IReadOnlyList<TokenUseEvidence>>([Use("acl.tokens.agent", $"#{i}a", $"t{(4 * i) + 1}"), .. Enumerable.Range(0, defined).Select(s => Use($"service s{i + s}", $"#{i}-{s}", $"t{4 * i}", $"{s}.hcl"))]),
        Definitions = Look.Seen<IReadOnlyList<ServiceDefinitionEvidence>>([.. Enumerable.Range(0, defined).Select(s => Definition($"s{i + s}", $"#{i}-{s}"))]),
    };
}
