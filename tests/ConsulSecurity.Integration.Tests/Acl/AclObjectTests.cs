using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Acl;

/// <summary>Objects of the ACL system on a real cluster of three servers and a client agent.</summary>
public sealed class AclObjectTests(AclObjectTests.Cluster fixture) : IClassFixture<AclObjectTests.Cluster>
{
    private ConsulAgent Client => fixture.Lab["c1"];

    private AclApi Api => AclLab.Api(Client);

    private AclEditor Editor => new(Api, SilentLog.Instance);

    [Fact]
    public async Task None_of_100_new_tokens_is_refused_by_the_client_agent_that_made_it()
    {
        int refused = 0;
        for (int i = 0; i < 100; i++)
        {
            AclOutcome made = (await Maker().MakeAsync([new JObject { ["Description"] = $"token {i}" }], CancellationToken.None))[0];
            ConsulAnswer answer = await AclLab.Client(Client, (string)made.Result!["SecretID"]!)
                .AskAsync(ConsulRequest.Get("agent/self"), CancellationToken.None);
            refused += answer.Body.Contains("ACL not found", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.Equal(0, refused);
    }

    [Fact]
    public async Task A_new_token_is_known_to_every_server()
    {
        AclOutcome made = (await Maker().MakeAsync([new JObject { ["Description"] = "everywhere" }], CancellationToken.None))[0];

        foreach (ConsulAgent server in fixture.Lab.Servers)
        {
            ConsulRequest self = ConsulRequest.Get("acl/token/self").WithQuery("stale");
            Assert.True((await AclLab.Client(server, (string)made.Result!["SecretID"]!).AskAsync(self, CancellationToken.None)).IsSuccess);
        }
    }

    [Fact]
    public async Task A_service_s_token_is_that_service_and_nothing_else()
    {
        foreach (string service in new[] { "web", "api", "Web_Upper" })
        {
            string? policy = AclServiceTokens.NeedsPolicy(service, new Version(1, 8, 7)) ? await new AclServiceTokens(Editor).EnsurePolicyAsync(service, CancellationToken.None) : null;
            AclOutcome made = (await Maker().MakeAsync([AclServiceTokens.Token(service, "h1", new Version(1, 8, 7), policy)], CancellationToken.None))[0];
            string secret = (string)made.Result!["SecretID"]!;
            ConsulClient own = AclLab.Client(Client, secret);

            Assert.Equal(200, await RegisterAsync(own, service, sidecar: true));
            Assert.Equal(403, await RegisterAsync(own, service + "2", sidecar: false));
            Assert.Equal(403, (await own.AskAsync(ConsulRequest.Get("kv/any"), CancellationToken.None)).StatusCode);
            Assert.Equal(403, await AllowAsync(own, "other", service));
            Assert.Equal(403, await AllowAsync(own, service, "other"));
            Assert.Equal(200, (await own.AskAsync(ConsulRequest.Get("catalog/service/" + service), CancellationToken.None)).StatusCode);
            Assert.Equal(
                [true, true, true, false, false, false],
                await AclLab.Api(Client, secret).AuthorizeAsync(
                [
                    new AclRequest("service", service, "write"), new AclRequest("service", service + "-sidecar-proxy", "write"), new AclRequest("service", "other", "read"),
                    new AclRequest("service", "other", "write"), new AclRequest("key", "x", "read"), new AclRequest("intention", service, "write"),
                ],
                CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_token_keeps_what_is_not_given()
    {
        JObject policy = await Api.CreateAsync(AclKind.Policy, new JObject { ["Name"] = "kept", ["Rules"] = "operator = \"read\"" }, CancellationToken.None);
        JObject role = await Api.CreateAsync(AclKind.Role, new JObject { ["Name"] = "kept", ["Policies"] = Links(policy) }, CancellationToken.None);
        JObject token = await Api.CreateAsync(
            AclKind.Token,
            new JObject
            {
                ["Description"] = "before",
                ["Policies"] = Links(policy),
                ["Roles"] = Links(role),
                ["ServiceIdentities"] = AclIdentityText.Services(["web@dc1"]),
                ["NodeIdentities"] = AclIdentityText.Nodes(["n1"], "dc1"),
                ["ExpirationTTL"] = "1h",
            },
            CancellationToken.None);

        AclChange change = await Editor.PlanAsync(AclKind.Token, (string)token["AccessorID"]!, new JObject { ["Description"] = "after" }, CancellationToken.None);
        AclToken after = AclObjects.Token((await Editor.ApplyAsync([change], CancellationToken.None))[0].Result!);

        Assert.Equal("after", after.Description);
        Assert.Equal("kept", Assert.Single(after.Policies).Name);
        Assert.Equal("kept", Assert.Single(after.Roles).Name);
        Assert.Equal("web@dc1", Assert.Single(after.ServiceIdentities).ToString());
        Assert.Equal("n1@dc1", Assert.Single(after.NodeIdentities).ToString());
        Assert.Equal(AclObjects.Token(token).ExpirationTime, after.ExpirationTime);
        Assert.Equal((string?)token["SecretID"], after.Reveal());
    }

    [Fact]
    public async Task A_policy_keeps_its_datacenters_when_its_rules_change_and_is_not_written_again_when_nothing_does()
    {
        var planner = new AclPolicyPlanner(Api, Editor);
        var first = new AclPolicyDraft("scoped", "key \"é\" { policy = \"read\" }", "über", ["dc1"]);
        await Editor.ApplyAsync(await planner.PlanAsync([first], CancellationToken.None), CancellationToken.None);

        AclChange same = (await planner.PlanAsync([first], CancellationToken.None))[0];
        AclChange other = (await planner.PlanAsync([new AclPolicyDraft("scoped", "operator = \"read\"", null, null)], CancellationToken.None))[0];
        AclPolicy after = AclObjects.Policy((await Editor.ApplyAsync([other], CancellationToken.None))[0].Result!);

        Assert.True(same.IsNothing);
        Assert.False(other.IsNothing);
        Assert.Equal(["dc1"], after.Datacenters);
        Assert.Equal("über", after.Description);
        Assert.Equal("operator = \"read\"", after.Rules);
    }

    [Fact]
    public async Task A_folder_is_made_the_desired_state_and_consul_s_own_policies_stay()
    {
        await using ConsulCluster cluster = await AclLab.StartAsync();
        var api = AclLab.Api(cluster["s1"]);
        var editor = new AclEditor(api, SilentLog.Instance);
        var planner = new AclPolicyPlanner(api, editor);
        AclPolicyDraft[] folder = [.. Enumerable.Range(0, 30).Select(i => new AclPolicyDraft($"p{i}", $"key \"k{i}\" {{ policy = \"read\" }}", null, null))];
        await editor.ApplyAsync(await planner.PlanAsync([.. folder, new AclPolicyDraft("extra", "", null, null)], CancellationToken.None), CancellationToken.None);

        IReadOnlyList<AclChange> deletions = await planner.PlanPruneAsync([.. folder.Select(d => d.Name)], CancellationToken.None);
        await editor.ApplyAsync(deletions, CancellationToken.None);

        Assert.Equal(["extra"], deletions.Select(d => d.Name));
        Assert.All(await planner.PlanAsync(folder, CancellationToken.None), change => Assert.True(change.IsNothing));
        Assert.Equal(31, (await api.ListAsync(AclKind.Policy, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_bad_policy_among_a_hundred_stops_only_itself()
    {
        // Past the check, as where a version refuses what another takes.
        AclChange[] changes = [.. Enumerable.Range(0, 100).Select(i => AclChange.Of(
            AclKind.Policy, $"h{i}", null, new JObject { ["Name"] = $"h{i}", ["Rules"] = i == 50 ? "key \"a\" { policy = \"reed\" }" : "" }))];

        IReadOnlyList<AclOutcome> outcomes = await Editor.ApplyAsync(changes, CancellationToken.None);

        AclOutcome bad = Assert.Single(outcomes, o => o.Error is not null);
        Assert.Equal("h50", bad.Change.Name);
        Assert.Equal("AclRulesInvalid", bad.Error!.ErrorId);
    }

    [Theory]
    [InlineData("Policy", "{\"Name\":\"bad name\"}", "AclNameInvalid")]
    [InlineData("Policy", "{\"Name\":\"global-management\"}", "AclObjectExists")]
    [InlineData("Token", "{\"Roles\":[{\"Name\":\"nope\"}]}", "AclLinkNotFound")]
    [InlineData("Token", "{\"Policies\":[{\"Name\":\"nope\"}]}", "AclLinkNotFound")]
    [InlineData("Token", "{\"ExpirationTTL\":\"1s\"}", "AclTokenLifetimeInvalid")]
    [InlineData("Token", "{\"ExpirationTTL\":\"25h\"}", "AclTokenLifetimeInvalid")]
    [InlineData("Token", "{\"ServiceIdentities\":[{\"ServiceName\":\"Web\"}]}", "AclNameInvalid")]
    [InlineData("BindingRule", "{\"AuthMethod\":\"nope\",\"BindType\":\"service\",\"BindName\":\"x\"}", "AclLinkNotFound")]
    public async Task What_consul_refuses_is_said_in_one_sentence(string kind, string tree, string errorId)
    {
        var known = (AclKind)typeof(AclKind).GetProperty(kind)!.GetValue(null)!;

        var error = await Assert.ThrowsAnyAsync<ConsulSecurityException>(() => Api.CreateAsync(known, JObject.Parse(tree), CancellationToken.None));

        Assert.Equal(errorId, error.ErrorId);
        Assert.DoesNotContain("&acl.", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Detail!);
    }

    [Fact]
    public async Task A_token_without_acl_write_is_told_so()
    {
        AclOutcome made = (await Maker().MakeAsync([new JObject()], CancellationToken.None))[0];

        var error = await Assert.ThrowsAnyAsync<ConsulSecurityException>(
            () => AclLab.Api(Client, (string)made.Result!["SecretID"]!).CreateAsync(AclKind.Policy, new JObject { ["Name"] = "x" }, CancellationToken.None));

        Assert.Equal("ConsulPermissionDenied", error.ErrorId);
    }

    [Fact]
    public async Task An_unknown_object_is_told_from_an_unknown_token()
    {
        string nothing = Guid.NewGuid().ToString();

        Assert.Null(await Api.ReadAsync(AclKind.Policy, nothing, CancellationToken.None));
        var error = await Assert.ThrowsAnyAsync<ConsulSecurityException>(() => AclLab.Api(Client, nothing).ReadAsync(AclKind.Policy, nothing, CancellationToken.None));
        Assert.Equal("ConsulTokenUnknown", error.ErrorId);
    }

    [Fact]
    public async Task The_rights_of_everyone_are_worked_out_from_what_the_api_tells()
    {
        AclOutcome made = (await Maker().MakeAsync([AclServiceTokens.Token("shop", null, new Version(1, 8, 7), null)], CancellationToken.None))[0];
        AclState state = await new AclStateReader(AclLab.Client(Client), SilentLog.Instance).ReadAsync(CancellationToken.None);
        AclToken[] tokens = [.. (await Api.ListAsync(AclKind.Token, CancellationToken.None)).Select(AclObjects.Token)];

        string[] able = [.. tokens.Where(t => state.Of(t, DateTimeOffset.UtcNow).May(new AclRequest("service", "shop", "write"))).Select(t => t.AccessorId)];

        Assert.Equal("dc1", state.Datacenter);
        Assert.False(state.DefaultAllows);
        Assert.Equal(new Version(1, 8, 7), state.Version);
        Assert.Equal(tokens.Where(t => t.IsManagement).Select(t => t.AccessorId).Append((string)made.Result!["AccessorID"]!).Order(), able.Order());
    }

    private static JArray Links(JObject to) => new(new JObject { ["ID"] = to["ID"] });

    private static async Task<int> RegisterAsync(ConsulClient client, string service, bool sidecar)
    {
        var body = new JObject { ["Name"] = service, ["Port"] = 1234 };
        if (sidecar)
        {
            body["Connect"] = new JObject { ["SidecarService"] = new JObject() };
        }

        return (await client.AskAsync(ConsulRequest.Put("agent/service/register").WithBody(body.ToString()), CancellationToken.None)).StatusCode;
    }

    private static async Task<int> AllowAsync(ConsulClient client, string source, string destination)
    {
        var body = new JObject { ["SourceName"] = source, ["DestinationName"] = destination, ["SourceType"] = "consul", ["Action"] = "allow" };
        return (await client.AskAsync(ConsulRequest.Post("connect/intentions").WithBody(body.ToString()), CancellationToken.None)).StatusCode;
    }

    private AclTokenMaker Maker() => new(AclLab.Client(Client), SilentLog.Instance);

    public sealed class Cluster : IAsyncLifetime
    {
        public ConsulCluster Lab { get; private set; } = null!;

        public async Task InitializeAsync() => Lab = await AclLab.StartAsync(servers: 3, clients: 1);

        public async Task DisposeAsync() => await Lab.DisposeAsync();
    }
}
