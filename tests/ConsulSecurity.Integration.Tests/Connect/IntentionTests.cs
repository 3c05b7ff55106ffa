using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Connect;

public class IntentionTests(ITestOutputHelper output)
{
    private const string Token = "11111111-2222-3333-4444-555555555555";
    private const int Sets = 120;
    private const int QuestionsPerSet = 25;

    private static readonly string[] s_names = ["a", "b", "c", "web-api", "*"];

    /// <summary>6,000 questions in all; a failure names the seed of its set.</summary>
    [Theory]
    [InlineData("allow")]
    [InlineData("deny")]
    public async Task Random_sets_are_judged_as_the_server_judges_them(string defaultPolicy)
    {
        await using ConsulCluster cluster = await StartAsync(defaultPolicy);
        ConsulClient client = Client(cluster["s1"]);
        IIntentionApi api = await IntentionApi.ForAsync(client, CancellationToken.None);
        int allowed = 0;
        for (int seed = 1; seed <= Sets; seed++)
        {
            var random = new Random(seed);
            foreach (ConsulIntention old in await api.ListAsync(CancellationToken.None))
            {
                await api.RemoveAsync(old, CancellationToken.None);
            }

            foreach (ConsulIntention intention in RandomSet(random))
            {
                await api.SetAsync(intention, null, CancellationToken.None);
            }

            var evaluator = new IntentionEvaluator(await api.ListAsync(CancellationToken.None), defaultPolicy == "allow");
            for (int i = 0; i < QuestionsPerSet; i++)
            {
                (string source, string destination) = (Name(random), Name(random));
                bool server = await api.CheckAsync(source, destination, CancellationToken.None);
                Assert.True(server == evaluator.Decide(source, destination).Allowed, $"seed {seed}: {source} -> {destination} is {server} at the server");
                allowed += server ? 1 : 0;
            }
        }

        output.WriteLine($"{Sets * QuestionsPerSet} questions under default {defaultPolicy}, {allowed} allowed, no disagreement");
        Assert.InRange(allowed, 1, (Sets * QuestionsPerSet) - 1);
    }

    [Fact]
    public async Task Desired_state_is_reached_and_pruned_and_then_nothing_is_left_to_do()
    {
        await using ConsulCluster cluster = await StartAsync("allow");
        var service = new Intentions(Client(cluster["s1"]), SilentLog.Instance);
        await ApplyAsync([Make("old", "api", IntentionAction.Allow), Make("web", "api", IntentionAction.Deny)]);

        await ApplyAsync([Make("web", "api", IntentionAction.Allow), Make("*", "*", IntentionAction.Deny)]);

        Assert.Equal(
            ["web -> api: Allow", "* -> *: Deny"],
            (await service.ListAsync(CancellationToken.None)).Select(i => i.ToString()));
        Assert.Empty(await service.PlanAsync(
            [Make("web", "api", IntentionAction.Allow), Make("*", "*", IntentionAction.Deny)], prune: true, CancellationToken.None));

        async Task ApplyAsync(ConsulIntention[] desired)
        {
            foreach (IntentionChange change in await service.PlanAsync(desired, prune: true, CancellationToken.None))
            {
                await service.ApplyAsync(change, CancellationToken.None);
            }
        }
    }

    [Fact]
    public async Task A_draft_holds_what_the_upstreams_of_registered_sidecars_need_and_no_more()
    {
        await using ConsulCluster cluster = await StartAsync("allow");
        await RegisterAsync("web", "api", "db", "cache");
        await RegisterAsync("job", "db");
        await cluster["s1"].PutAsync("/v1/agent/service/register", JsonNode.Parse("""{"Name":"native","Port":80,"Connect":{"Native":true}}"""));
        var log = new RecordingLog();
        var service = new Intentions(Client(cluster["s1"]), log);
        foreach (ConsulIntention intention in new[] { Make("web", "api", IntentionAction.Allow), Make("web", "cache", IntentionAction.Deny), Make("*", "db", IntentionAction.Deny) })
        {
            await service.ApplyAsync(new() { After = intention }, CancellationToken.None);
        }

        IReadOnlyList<ConsulIntention> draft = [];
        await Poll.UntilAsync(
            async () =>
            {
                draft = await service.DraftAsync(CancellationToken.None);
                return draft.Count == 2 && log.Text.Contains("'native'", StringComparison.Ordinal) ? null : $"{draft.Count} drafts";
            },
            TimeSpan.FromSeconds(30));

        Assert.Equal(["job -> db: Allow", "web -> db: Allow"], draft.Select(i => i.ToString()));
        Assert.Contains("'web -> cache: Deny' refuses it", log.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await service.ListAsync(CancellationToken.None)).Count);

        Task RegisterAsync(string name, params string[] upstreams) => cluster["s1"].PutAsync("/v1/agent/service/register", new JsonObject
        {
            ["Name"] = name,
            ["Port"] = 80,
            ["Connect"] = new JsonObject { ["SidecarService"] = new JsonObject { ["Proxy"] = new JsonObject { ["Upstreams"] = Upstreams(upstreams) } } },
        });
    }

    [Fact]
    public async Task Permissions_on_requests_are_refused_before_Consul_1_9()
    {
        await using ConsulCluster cluster = await StartAsync("allow");
        IIntentionApi api = await IntentionApi.ForAsync(Client(cluster["s1"]), CancellationToken.None);
        var intention = new ConsulIntention { Source = "web", Destination = "api", Permissions = [new() { PathPrefix = "/" }] };

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => api.SetAsync(intention, null, CancellationToken.None));

        Assert.Equal("IntentionPermissionsNotSupported", error.ErrorId);
    }

    private static JsonArray Upstreams(string[] names) =>
        new([.. names.Select((name, i) => new JsonObject { ["DestinationName"] = name, ["LocalBindPort"] = 9000 + i })]);

    private static List<ConsulIntention> RandomSet(Random random)
    {
        int density = random.Next(1, 10);
        return
        [
            .. from source in s_names
               from destination in s_names
               where random.Next(10) < density
               select Make(source, destination, (IntentionAction)random.Next(2)),
        ];
    }

    // Known and unknown services, some in another case.
    private static string Name(Random random)
    {
        string name = random.Next(6) == 0 ? $"unknown{random.Next(3)}" : s_names[random.Next(s_names.Length)];
        return random.Next(8) == 0 ? name.ToUpperInvariant() : name;
    }

    private static ConsulIntention Make(string source, string destination, IntentionAction action) =>
        new() { Source = source, Destination = destination, Action = action };

    private static Task<ConsulCluster> StartAsync(string defaultPolicy) => ConsulCluster.StartAsync(new()
    {
        Token = Token,
        Configuration = $$"""
            connect { enabled = true }
            acl { enabled = true, default_policy = "{{defaultPolicy}}", tokens { master = "{{Token}}", agent = "{{Token}}" } }
            """,
    });

    private static ConsulClient Client(ConsulAgent agent) => new(new ConsulConnection(agent.HttpAddress) { Token = SecureText.Hide(Token) });
}
