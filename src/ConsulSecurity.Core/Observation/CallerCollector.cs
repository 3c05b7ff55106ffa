using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>
/// Asks an agent who a caller without a token is to it, and what that caller may do: it gets the agent's default token, which differs from
/// agent to agent, else the anonymous one.
/// </summary>
internal sealed class CallerCollector(ConsulClient client)
{
    private const string DefaultPolicyHeader = "X-Consul-Default-ACL-Policy";

    // The empty name stands for all names.
    private static readonly AclRequest[] s_questions =
    [
        new("acl", string.Empty, "read"), new("acl", string.Empty, "write"),
        new("operator", string.Empty, "read"), new("operator", string.Empty, "write"),
        new("keyring", string.Empty, "read"), new("keyring", string.Empty, "write"),
        new("agent", string.Empty, "read"), new("agent", string.Empty, "write"),
        new("event", string.Empty, "write"),
        new("key", string.Empty, "read"), new("key", string.Empty, "write"),
        new("node", string.Empty, "read"), new("node", string.Empty, "write"),
        new("service", string.Empty, "read"), new("service", string.Empty, "write"),
        new("intention", string.Empty, "write"),
        new("session", string.Empty, "write"),
        new("query", string.Empty, "read"), new("query", string.Empty, "write"),
    ];

    public Task<Evidence<CallerEvidence>> CollectAsync(CancellationToken cancellation) => Look.AtAsync("a Consul of 1.7 or later", async () =>
    {
        ConsulRequest ask = ConsulRequest.Post("internal/acl/authorize").Repeatable().WithoutToken()
            .WithBody(JsonConvert.SerializeObject(s_questions.Select(q => new { q.Resource, q.Segment, q.Access })));
        ConsulAnswer answer = await client.SendAsync(ask, cancellation).ConfigureAwait(false);
        IEnumerable<string> may = answer.ReadList<JObject>().Zip(s_questions, (said, question) => (Allowed: (bool?)said["Allow"] == true, question))
            .Where(pair => pair.Allowed).Select(pair => Words(pair.question));
        ConsulAnswer self = await client.AskAsync(ConsulRequest.Get("acl/token/self").WithoutToken(), cancellation).ConfigureAwait(false);
        JObject? token = self.IsSuccess ? self.Read<JObject>() : null;
        return new CallerEvidence
        {
            Accessor = (string?)token?["AccessorID"],
            Description = (string?)token?["Description"] ?? string.Empty,
            DefaultPolicy = answer.Headers.TryGetValue(DefaultPolicyHeader, out string? policy) ? policy : null,
            May = [.. may],
        };
    });

    private static string Words(AclRequest question) => question.Resource is "acl" or "operator" or "keyring"
        ? $"{question.Resource} {question.Access}"
        : question.Resource == "intention" ? $"service_prefix \"\" intentions:{question.Access}" : $"{question.Resource}_prefix \"\" {question.Access}";
}
