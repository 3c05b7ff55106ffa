using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>What is registered at the agent that is connected to: <c>/v1/agent/services</c>.</summary>
internal interface IAgentServiceApi
{
    /// <summary>The services and proxies registered there; filtered, down to none, without <c>service:read</c>.</summary>
    Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellation);

    /// <summary>Registers a definition; the token goes into the header, so that the agent keeps no other with it.</summary>
    Task RegisterAsync(JObject definition, SecureString? token, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class AgentServiceApi(ConsulClient client) : IAgentServiceApi
{
    public async Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellation)
    {
        JObject services = await client.SendAsync<JObject>(ConsulRequest.Get("agent/services"), cancellation).ConfigureAwait(false);
        return [.. services.Properties().Select(p => ServiceInstance.ReadAgent((JObject)p.Value))];
    }

    public Task RegisterAsync(JObject definition, SecureString? token, CancellationToken cancellation)
    {
        ConsulRequest request = ConsulRequest.Put("agent/service/register")
            .WithQuery("replace-existing-checks")
            .WithBody(definition.ToString(Newtonsoft.Json.Formatting.None))
            .Repeatable();
        return client.SendAsync(token is null ? request : request.WithToken(token), cancellation);
    }
}
