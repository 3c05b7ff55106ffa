using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Acl;

/// <summary>Our reader of rules against the real server's: what it takes, and what it keeps of it.</summary>
public class AclRulesDifferentialTests(ITestOutputHelper output)
{
    private static readonly Version s_version = new(1, 8, 7);

    [Fact]
    public async Task Generated_texts_are_accepted_and_kept_as_the_server_does()
    {
        int count = AclLab.IsSoak ? 6000 : 500;
        var generator = new AclTextGenerator(new Random(AclLab.Seed));
        string[] texts = [.. AclTextGenerator.Known, .. Enumerable.Range(0, count).Select(_ => generator.Next()).Where(IsText)];
        await using ConsulCluster cluster = await AclLab.StartAsync();
        var disagreements = new ConcurrentQueue<string>();
        int accepted = 0, questions = 0;

        await Parallel.ForEachAsync(texts.Select((text, i) => (text, i)), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (item, cancellation) =>
        {
            AclRuleDocument ours = AclRuleDocument.ReadAsServer(item.text, s_version);
            bool theirs = await CreatePolicyAsync(cluster["s1"], $"p{item.i}", item.text, cancellation);
            if (ours.ServerAccepts != theirs)
            {
                disagreements.Enqueue($"server {(theirs ? "takes" : "refuses")}: {item.text}");
            }
            else if (theirs)
            {
                Interlocked.Increment(ref accepted);
                Interlocked.Add(ref questions, await CompareRightsAsync(cluster["s1"], $"p{item.i}", ours, item.text, disagreements, cancellation));
            }
        });

        output.WriteLine($"seed {AclLab.Seed}: {texts.Length} texts, {accepted} accepted, {questions} rights compared, {disagreements.Count} disagreements");
        Assert.Empty(disagreements);
        Assert.InRange(accepted, texts.Length / 5, texts.Length * 4 / 5);
    }

    // A text travels as JSON, which has no lone surrogates.
    private static bool IsText(string text) => !text.Any(char.IsSurrogate);

    private static async Task<bool> CreatePolicyAsync(ConsulAgent agent, string name, string rules, CancellationToken cancellation)
    {
        try
        {
            ConsulRequest request = ConsulRequest.Put("acl/policy").WithBody(new JObject { ["Name"] = name, ["Rules"] = rules }.ToString());
            return (await AclLab.Client(agent).AskAsync(request, cancellation)).IsSuccess;
        }
        catch (ConsulSecurityException e) when (e.ErrorId == "ConsulConnectionLost")
        {
            // The server fell over the text.
            return false;
        }
    }

    private static async Task<int> CompareRightsAsync(
        ConsulAgent agent, string policy, AclRuleDocument ours, string text, ConcurrentQueue<string> disagreements, CancellationToken cancellation)
    {
        JObject token = await AclLab.Api(agent).CreateAsync(
            AclKind.Token, new JObject { ["Policies"] = new JArray(new JObject { ["Name"] = policy }) }, cancellation);
        List<AclRequest> requests = [.. Requests(ours).Take(64)];
        IReadOnlyList<bool> theirs = await AclLab.Api(agent, (string)token["SecretID"]!).AuthorizeAsync(requests, cancellation);
        var authorizer = new AclAuthorizer([new AclPolicyRules(policy, ours.Rules, [])], s_version);
        for (int i = 0; i < requests.Count; i++)
        {
            if (authorizer.Judge(requests[i], defaultAllows: false).IsAllowed != theirs[i])
            {
                disagreements.Enqueue($"server says {theirs[i]} to {requests[i]}: {text}");
            }
        }

        return requests.Count;
    }

    // About everything that was kept, and about what a text can hold that was perhaps not.
    private static IEnumerable<AclRequest> Requests(AclRuleDocument document)
    {
        foreach (AclRawRule rule in document.Rules)
        {
            foreach (string name in rule.IsPrefix ? [rule.Segment, rule.Segment + "z"] : new[] { rule.Segment })
            {
                yield return new AclRequest(rule.Resource.Name, name, "read");
                yield return new AclRequest(rule.Resource.Name, name, "write");
                if (rule.Resource.TakesList)
                {
                    yield return new AclRequest("key", name, "list");
                }

                if (rule.Resource.HasIntentions)
                {
                    yield return new AclRequest("intention", name, "read");
                    yield return new AclRequest("intention", name, "write");
                }
            }
        }

        foreach (AclResource resource in AclResource.All.Where(r => r.IsKnownTo(s_version)))
        {
            foreach (string name in resource.HasSegments ? ["a", "policy", "zzz"] : new[] { "" })
            {
                yield return new AclRequest(resource.Name, name, "read");
                yield return new AclRequest(resource.Name, name, "write");
            }
        }
    }
}
