using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Lab;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Acl;

/// <summary>
/// Where 1.8.7 differs from its own precedence: merging changes the rules for services in its cache of parsed policies, so that a token
/// gets what another one has that shares a policy with it. Get-ConsulAclPermission says so in its help.
/// </summary>
public class AclSharedPolicyTests(ITestOutputHelper output)
{
    private const int Tries = 40;

    [Theory]
    [InlineData("service \"web\" { policy = \"read\" }", "service \"web\" { policy = \"write\" }", "service", "web", true)]
    [InlineData("key \"web\" { policy = \"read\" }", "key \"web\" { policy = \"write\" }", "key", "web", false)]
    public async Task What_another_token_has_beside_a_shared_policy_is_lent_for_services_alone(string shared, string other, string resource, string segment, bool isLent)
    {
        await using ConsulCluster cluster = await AclLab.StartAsync();
        AclApi api = AclLab.Api(cluster["s1"]);
        var write = new AclRequest(resource, segment, "write");
        int lent = 0;
        for (int i = 0; i < Tries; i++)
        {
            // Which of the two is changed goes by their ids. Each pair has rules of its own, as the cache goes by their text.
            JObject a = await PolicyAsync(api, $"a{i}", shared, i);
            JObject b = await PolicyAsync(api, $"b{i}", other, i);
            JObject reader = await api.CreateAsync(AclKind.Token, new JObject { ["Policies"] = Links(a) }, CancellationToken.None);
            JObject both = await api.CreateAsync(AclKind.Token, new JObject { ["Policies"] = Links(a, b) }, CancellationToken.None);

            Assert.True(await MayAsync(cluster, both, write));
            lent += await MayAsync(cluster, reader, write) ? 1 : 0;
            var state = new AclState([AclObjects.Policy(a)], [], "dc1", defaultAllows: false, new Version(1, 8, 7));
            Assert.False(state.Of(AclObjects.Token(reader), DateTimeOffset.UtcNow).May(write));
        }

        output.WriteLine($"{resource}: lent in {lent} of {Tries}");
        Assert.Equal(isLent, lent > 0);
    }

    private static Task<JObject> PolicyAsync(AclApi api, string name, string rules, int number) =>
        api.CreateAsync(AclKind.Policy, new JObject { ["Name"] = name, ["Rules"] = $"{rules} # {number}" }, CancellationToken.None);

    private static JArray Links(params JObject[] policies) => new(policies.Select(p => new JObject { ["ID"] = p["ID"] }));

    private static async Task<bool> MayAsync(ConsulCluster cluster, JObject token, AclRequest request) =>
        (await AclLab.Api(cluster["s1"], (string)token["SecretID"]!).AuthorizeAsync([request], CancellationToken.None))[0];
}
