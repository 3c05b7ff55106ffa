using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>The tokens that an agent uses itself: <c>/v1/agent/token</c>. They can be set and never read.</summary>
internal sealed class AgentTokens(ConsulClient client)
{
    private const string Recovery = "recovery";

    /// <exception cref="ConsulSecurityException"><c>AgentTokenUnknown</c> where this version has no such token.</exception>
    public async Task SetAsync(string type, string token, CancellationToken cancellation)
    {
        ConsulAnswer answer = await SendAsync(type == Recovery ? "agent_recovery" : type, token, cancellation).ConfigureAwait(false);
        if (type == Recovery && answer.StatusCode == 404)
        {
            // Its name before Consul 1.11.
            answer = await SendAsync("agent_master", token, cancellation).ConfigureAwait(false);
        }

        if (!answer.IsSuccess)
        {
            throw answer.StatusCode == 404 ? AclErrors.AgentTokenUnknown(client.Connection, type) : ConsulErrors.FromAnswer(client.Connection, answer);
        }
    }

    private Task<ConsulAnswer> SendAsync(string name, string token, CancellationToken cancellation) => client.AskAsync(
        ConsulRequest.Put("agent/token/" + name).Repeatable().WithBody(new JObject { ["Token"] = token }.ToString()), cancellation);
}
