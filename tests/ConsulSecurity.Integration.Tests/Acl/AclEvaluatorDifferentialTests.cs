using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Lab;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Acl;

/// <summary>Our evaluator against the real server's, asked under the token itself.</summary>
public class AclEvaluatorDifferentialTests(ITestOutputHelper output)
{
    private const int QuestionsPerSet = 64;
    private static readonly Version s_version = new(1, 8, 7);

    [Theory]
    [InlineData("deny")]
    [InlineData("allow")]
    public async Task Random_sets_of_policies_are_judged_as_the_server_does(string defaultPolicy)
    {
        int sets = AclLab.IsSoak ? 200 : 16;
        await using ConsulCluster cluster = await AclLab.StartAsync(defaultPolicy);
        AclApi api = AclLab.Api(cluster["s1"]);
        var disagreements = new ConcurrentQueue<string>();
        int allowed = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, sets), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancellation) =>
        {
            var generator = new AclSetGenerator(new Random(unchecked((AclLab.Seed * 31) + number)), $"s{number}-");
            JObject tree = await generator.CreateTokenAsync(api, cancellation);
            AclRequest[] requests = [.. Enumerable.Range(0, QuestionsPerSet).Select(_ => generator.Request())];
            IReadOnlyList<bool> theirs = await AclLab.Api(cluster["s1"], (string)tree["SecretID"]!).AuthorizeAsync(requests, cancellation);
            AclSubject ours = (await ReadStateAsync(api, tree, defaultPolicy == "allow", cancellation)).Of(AclObjects.Token(tree), DateTimeOffset.UtcNow);
            for (int i = 0; i < requests.Length; i++)
            {
                Interlocked.Add(ref allowed, theirs[i] ? 1 : 0);
                if (ours.May(requests[i]) != theirs[i])
                {
                    disagreements.Enqueue($"server says {theirs[i]} to {requests[i]} by {ours.Ask(requests[i])}: {generator}");
                }
            }
        });

        int pairs = sets * QuestionsPerSet;
        output.WriteLine($"seed {AclLab.Seed}, default {defaultPolicy}: {pairs} pairs of {sets} sets, {allowed} allowed, {disagreements.Count} disagreements");
        Assert.Empty(disagreements);
        Assert.InRange(allowed, pairs / 10, pairs * 9 / 10);
    }

    // As anybody would who wants to know: what the API says of the token's policies and roles.
    private static async Task<AclState> ReadStateAsync(AclApi api, JObject token, bool defaultAllows, CancellationToken cancellation)
    {
        var roles = new List<AclRole>();
        foreach (AclLink link in AclObjects.Token(token).Roles)
        {
            roles.Add(AclObjects.Role((await api.ReadAsync(AclKind.Role, link.Id, cancellation))!));
        }

        var policies = new List<AclPolicy>();
        foreach (string id in AclObjects.Token(token).Policies.Concat(roles.SelectMany(r => r.Policies)).Select(p => p.Id).Distinct())
        {
            policies.Add(AclObjects.Policy((await api.ReadAsync(AclKind.Policy, id, cancellation))!));
        }

        return new AclState(policies, roles, "dc1", defaultAllows, s_version);
    }
}
