using System;
using System.IO;
using System.Linq;
using ConsulSecurity.Acl;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.Acl;

public class AclAuthorizerTests
{
    public static TheoryData<string, string> Precedence()
    {
        var data = new TheoryData<string, string>();
        foreach (JToken row in JArray.Parse(File.ReadAllText(TestFiles.Fixture("acl", "precedence.json"))))
        {
            data.Add((string)row["title"]!, row.ToString());
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Precedence))]
    public void The_rule_that_wins_on_the_server_wins_here(string title, string row)
    {
        JToken test = JToken.Parse(row);
        string[] datacenters = Texts(test["datacenters"]);
        var authorizer = new AclAuthorizer(
        [
            .. Texts(test["policies"]).Where(_ => datacenters.Length == 0 || datacenters.Contains("dc1")).Select(Policy),
            .. Texts(test["role"]).Select(Policy),
            .. Texts(test["services"]).Select(name => new AclPolicyRules(name, AclIdentityRules.Service(name), [])),
            .. Texts(test["nodes"]).Select(name => new AclPolicyRules(name, AclIdentityRules.Node(name), [])),
        ]);

        foreach (string expected in Texts(test["expect"]))
        {
            bool allowed = !expected.StartsWith('!');
            string[] parts = expected.TrimStart('!').Split(' ', 3);
            var request = new AclRequest(parts[1], parts.ElementAtOrDefault(2) ?? string.Empty, parts[0]);
            Assert.True(authorizer.Judge(request, defaultAllows: false).IsAllowed == allowed, $"{title}: {request}");
        }
    }

    [Theory]
    [InlineData("write", "DENY", "write", true)]
    [InlineData("DENY", "write", "write", true)]
    [InlineData("READ", "DENY", "read", true)]
    [InlineData("DENY", "READ", "read", false)]
    [InlineData("deny", "WRITE", "read", false)]
    public void Words_in_capitals_lose_when_rules_are_merged(string first, string second, string access, bool allowed)
    {
        var authorizer = new AclAuthorizer([Policy($"key \"a\" {{ policy = \"{first}\" }} key \"a\" {{ policy = \"{second}\" }}")]);

        Assert.Equal(allowed, authorizer.Judge(new AclRequest("key", "a", access), defaultAllows: false).IsAllowed);
    }

    [Fact]
    public void A_value_in_capitals_grants_nothing()
    {
        var authorizer = new AclAuthorizer([Policy("operator = \"WRITE\"")]);

        Assert.False(authorizer.Judge(new AclRequest("operator", "", "read"), defaultAllows: false).IsAllowed);
        Assert.True(authorizer.Judge(new AclRequest("operator", "", "write"), defaultAllows: true).IsAllowed);
    }

    [Fact]
    public void A_service_read_in_capitals_gives_no_intentions()
    {
        var authorizer = new AclAuthorizer([Policy("service \"a\" { policy = \"READ\" } service \"b\" { policy = \"read\" }")]);

        Assert.False(authorizer.Judge(new AclRequest("intention", "a", "read"), defaultAllows: false).IsAllowed);
        Assert.True(authorizer.Judge(new AclRequest("intention", "b", "read"), defaultAllows: false).IsAllowed);
    }

    [Theory]
    [InlineData("key", "a", "write", true)]
    [InlineData("operator", "", "write", true)]
    [InlineData("acl", "", "read", false)]
    public void Where_no_rule_speaks_the_default_policy_decides_but_for_the_ACL_system(string resource, string segment, string access, bool allowed)
    {
        var nobody = new AclAuthorizer([]);

        Assert.Equal(allowed, nobody.Judge(new AclRequest(resource, segment, access), defaultAllows: true).IsAllowed);
        Assert.False(nobody.Judge(new AclRequest(resource, segment, access), defaultAllows: false).IsAllowed);
    }

    [Fact]
    public void The_operator_s_rule_counts_for_mesh_and_peering_where_they_have_none()
    {
        var authorizer = new AclAuthorizer([Policy("operator = \"write\" peering = \"read\"")]);

        Assert.True(authorizer.Judge(new AclRequest("mesh", "", "write"), defaultAllows: false).IsAllowed);
        Assert.False(authorizer.Judge(new AclRequest("peering", "", "write"), defaultAllows: false).IsAllowed);
    }

    [Fact]
    public void The_verdict_names_the_policy_that_decided()
    {
        var authorizer = new AclAuthorizer(
            [new AclPolicyRules("wide", Policy("key_prefix \"\" { policy = \"write\" }").Rules, []), new AclPolicyRules("narrow", Policy("key_prefix \"a/\" { policy = \"deny\" }").Rules, [])]);

        Assert.Equal("narrow", authorizer.Judge(new AclRequest("key", "a/b", "read"), defaultAllows: true).Grant!.Source);
        Assert.Equal("wide", authorizer.Judge(new AclRequest("key", "b", "read"), defaultAllows: true).Grant!.Source);
    }

    [Theory]
    [InlineData("builtin/service", "write service web|write service web-sidecar-proxy|read node n|!write service other")]
    [InlineData("builtin/node", "write node web|read service x|!write node n")]
    [InlineData("builtin/dns", "read node n|read service x|read query q|!write service x")]
    [InlineData("builtin/api-gateway", "write service web|read mesh|!write mesh")]
    [InlineData("builtin/workload-identity", "write identity web|!write identity other")]
    [InlineData("builtin/nomad-server", "write acl|write service x|read agent a|!write agent a")]
    [InlineData("builtin/nomad-client", "read key k|write service x|!write key k")]
    public void A_built_in_template_grants_what_it_says(string template, string expected)
    {
        string text = AclIdentityRules.Render(AclIdentityRules.BuiltInTemplate(template)!, "web");
        var authorizer = new AclAuthorizer([Policy(text)]);

        foreach (string line in expected.Split('|'))
        {
            string[] parts = line.TrimStart('!').Split(' ');
            var request = new AclRequest(parts[1], parts.ElementAtOrDefault(2) ?? string.Empty, parts[0]);
            Assert.True(authorizer.Judge(request, defaultAllows: false).IsAllowed != line.StartsWith('!'), line);
        }
    }

    private static AclPolicyRules Policy(string text) => AclPolicyRules.Read("test", text);

    private static string[] Texts(JToken? list) => list?.Select(t => (string)t!).ToArray() ?? [];
}
