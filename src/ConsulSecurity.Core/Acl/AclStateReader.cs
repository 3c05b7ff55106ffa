using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>Reads what decides who may do what: policies with their rules, roles, templates, default policy, version.</summary>
internal sealed class AclStateReader(ConsulClient client, IOperationLog log)
{
    private readonly AclApi _api = new(client);

    /// <summary>Reads all policies and roles; needs <c>acl:read</c>, and <c>agent:read</c> for the default policy before Consul 1.9.</summary>
    public async Task<AclState> ReadAsync(CancellationToken cancellation)
    {
        Agent agent = await ReadAgentAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<JObject> list = await _api.ListAsync(AclKind.Policy, cancellation).ConfigureAwait(false);
        IReadOnlyList<JObject> policies = await new AclEditor(_api, log)
            .ReadManyAsync(AclKind.Policy, [.. list.Select(p => (string)p["ID"]!)], cancellation).ConfigureAwait(false);
        IReadOnlyList<JObject> roles = await _api.ListAsync(AclKind.Role, cancellation).ConfigureAwait(false);
        return new AclState(policies.Select(AclObjects.Policy), roles.Select(AclObjects.Role), agent.Datacenter, agent.DefaultAllows, agent.Version)
        {
            Templates = await _api.TemplatesAsync(cancellation).ConfigureAwait(false),
        };
    }

    /// <summary>The version of the agent; null where it may not be read.</summary>
    public async Task<Version?> ReadVersionAsync(CancellationToken cancellation)
    {
        if (client.Connection.Version is null)
        {
            await new AgentApi(client).IntroduceAsync(cancellation).ConfigureAwait(false);
        }

        return ParseVersion(client.Connection.Version);
    }

    private async Task<Agent> ReadAgentAsync(CancellationToken cancellation)
    {
        ConsulAnswer answer = await client.AskAsync(ConsulRequest.Get("agent/self"), cancellation).ConfigureAwait(false);
        JObject? self = answer.IsSuccess ? answer.Read<JObject>() : null;
        string? policy = answer.Headers.TryGetValue("X-Consul-Default-ACL-Policy", out string? header) ? header : (string?)self?["DebugConfig"]?["ACLDefaultPolicy"];
        if (policy is null)
        {
            log.Warning("The default policy cannot be read with this token (agent:read), so 'deny' is assumed.");
        }

        string? datacenter = client.Connection.Datacenter ?? (string?)self?["Config"]?["Datacenter"];
        if (datacenter is null)
        {
            IReadOnlyList<string> all = await new AgentApi(client).DatacentersAsync(cancellation).ConfigureAwait(false);
            datacenter = all.Count > 0 ? all[0] : "dc1";
        }

        return new Agent(datacenter, policy == "allow", ParseVersion((string?)self?["Config"]?["Version"]));
    }

    // "1.8.7+dfsg1", "1.17.0-dev", "1.16.1+ent"
    private static Version? ParseVersion(string? text) =>
        Version.TryParse(text?.Split('+', '-')[0], out Version? version) ? version : null;

    private sealed record Agent(string Datacenter, bool DefaultAllows, Version? Version);
}
