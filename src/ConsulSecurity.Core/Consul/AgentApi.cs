using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>The agent that is connected to: <c>/v1/agent</c> and <c>/v1/status</c>.</summary>
internal interface IAgentApi
{
    /// <summary>Checks that a Consul agent answers and takes the token, and notes in the connection who it is where it may be read.</summary>
    Task<ConsulConnection> IntroduceAsync(CancellationToken cancellation);

    /// <summary>The members that the agent knows; without <c>node:read</c> the list is filtered, down to empty.</summary>
    Task<IReadOnlyList<ClusterMember>> MembersAsync(bool wan, CancellationToken cancellation);

    /// <summary>The datacenters that the agent's server knows, reachable or not.</summary>
    Task<IReadOnlyList<string>> DatacentersAsync(CancellationToken cancellation);

    /// <summary>Makes the agent read its configuration and its TLS files again; needs <c>agent:write</c>. It answers before all of it has taken effect.</summary>
    Task ReloadAsync(CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class AgentApi(ConsulClient client) : IAgentApi
{
    public async Task<ConsulConnection> IntroduceAsync(CancellationToken cancellation)
    {
        // Needs no permission, so a refusal is of the connection and not of the token.
        await client.SendAsync<string>(ConsulRequest.Get("status/leader"), cancellation).ConfigureAwait(false);
        ConsulAnswer answer = await client.AskAsync(ConsulRequest.Get("agent/self"), cancellation).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            JToken config = answer.ReadTree()["Config"] ?? new JObject();
            client.Connection.NodeName = (string?)config["NodeName"];
            client.Connection.Version = (string?)config["Version"];
            client.Connection.AgentDatacenter = (string?)config["Datacenter"];
            client.Connection.IsServer = (bool?)config["Server"];
        }
        else if (ConsulFault.Classify(answer.StatusCode, ConsulFault.Strip(answer.Body)) != ConsulFault.Kind.PermissionDenied)
        {
            throw ConsulErrors.FromAnswer(client.Connection, answer);
        }

        return client.Connection;
    }

    public async Task<IReadOnlyList<ClusterMember>> MembersAsync(bool wan, CancellationToken cancellation)
    {
        ConsulRequest request = ConsulRequest.Get("agent/members");
        ConsulAnswer answer = await client.SendAsync(wan ? request.WithQuery("wan", "1") : request, cancellation).ConfigureAwait(false);
        return [.. answer.ReadList<JObject>().Select(ClusterMember.Read)];
    }

    public async Task<IReadOnlyList<string>> DatacentersAsync(CancellationToken cancellation) =>
        await client.SendAsync<List<string>>(ConsulRequest.Get("catalog/datacenters"), cancellation).ConfigureAwait(false);

    public Task ReloadAsync(CancellationToken cancellation) => client.SendAsync(ConsulRequest.Put("agent/reload").Repeatable(), cancellation);
}
