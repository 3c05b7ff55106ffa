using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ConsulSecurity.Hardening;
using ConsulSecurity.Lab;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Hardening;

/// <summary>The hardened cluster asked by an operator, by a token that may read some, and by nobody: less permission, more Unknown, nothing else.</summary>
public class PermissionTests(ITestOutputHelper output)
{
    private const string Reader = "7d0f3b0a-64d5-4c58-9f0e-1f6f4b0c2a91";

    [Fact]
    public async Task A_check_is_unknown_where_its_permission_is_missing_and_never_wrong()
    {
        await using HardenedLab lab = await HardenedLab.StartAsync();
        string policy = await lab.PolicyAsync("reader", """agent_prefix "" { policy = "read" } node_prefix "" { policy = "read" } operator = "read" """);
        await lab.Cluster["s1"].PutAsync("/v1/acl/token", System.Text.Json.Nodes.JsonNode.Parse(
            $$"""{ "SecretID": "{{Reader}}", "Description": "Reader", "Policies": [ { "ID": "{{policy}}" } ], "ExpirationTTL": "1h" }"""));
        await Poll.UntilAsync(async () => (await JudgeAsync(lab, Reader))["OPS-02"].Outcome == FindingOutcome.Unknown ? "the token is not known everywhere" : null, TimeSpan.FromSeconds(60));

        Dictionary<string, HardeningFinding> all = await JudgeAsync(lab, lab.Operator);
        Dictionary<string, HardeningFinding> some = await JudgeAsync(lab, Reader);
        Dictionary<string, HardeningFinding> none = await JudgeAsync(lab, null);

        AssertOnlyLess(all, some);
        AssertOnlyLess(some, none);
        Assert.Equal(FindingOutcome.Pass, some["ACL-02"].Outcome);
        Assert.Equal((FindingOutcome.Unknown, "acl:read"), (some["ACL-07"].Outcome, some["ACL-07"].Reason));
        Assert.Equal(FindingOutcome.Unknown, none["ACL-02"].Outcome);
        Assert.Equal(FindingOutcome.Unknown, none["OPS-02"].Outcome);
    }

    private void AssertOnlyLess(Dictionary<string, HardeningFinding> more, Dictionary<string, HardeningFinding> less)
    {
        foreach (HardeningFinding finding in less.Values.Where(f => f.Outcome == FindingOutcome.Unknown && more[f.Id].Outcome != FindingOutcome.Unknown))
        {
            output.WriteLine($"{finding.Id} needs {finding.Reason}");
        }

        output.WriteLine(string.Empty);
        Assert.Empty(less.Values.Where(f => f.Outcome != FindingOutcome.Unknown && f.Outcome != more[f.Id].Outcome).Select(f => $"{f.Id}: {more[f.Id].Outcome} with more, {f.Outcome} with less"));
        Assert.All(less.Values.Where(f => f.Outcome == FindingOutcome.Unknown), f => Assert.NotEmpty(f.Reason));
    }

    /// <summary>The worst finding of each check; from the API and the ports, without files.</summary>
    private static async Task<Dictionary<string, HardeningFinding>> JudgeAsync(HardenedLab lab, string? token) =>
        Auditor.Judge(await lab.AskAsync(token), CheckCatalog.All).GroupBy(f => f.Id).ToDictionary(g => g.Key, g => g.MinBy(f => Auditor.Rank(f.Outcome))!);
}
