using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>Whether a cluster, as its API shows it, can do without a default that allows.</summary>
internal sealed class AclReadiness(ConsulClient client, IOperationLog log)
{
    /// <param name="hasAgentToken">Whether the agent is known to have a token of its own; else there has to be one that can be it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ConsulSecurityException"><c>AclBootstrapUnseen</c>, <c>AclNodeTokenMissing</c>.</exception>
    public async Task RequireAsync(bool hasAgentToken, CancellationToken cancellation)
    {
        IReadOnlyList<JObject> tokens;
        try
        {
            tokens = await new AclApi(client).ListAsync(AclKind.Token, cancellation).ConfigureAwait(false);
        }
        catch (ConsulSecurityException e) when (e.ErrorId is "ConsulAclDisabled" or "ConsulTokenUnknown" or "ConsulPermissionDenied")
        {
            throw AclErrors.BootstrapUnseen(client.Connection, e);
        }

        if (!hasAgentToken)
        {
            await RequireNodeTokenAsync(tokens, cancellation).ConfigureAwait(false);
        }
    }

    // Nobody can ask an agent for its token; but without one that may write the node, it has none worth having.
    private async Task RequireNodeTokenAsync(IReadOnlyList<JObject> tokens, CancellationToken cancellation)
    {
        JObject self = await client.SendAsync<JObject>(ConsulRequest.Get("agent/self"), cancellation).ConfigureAwait(false);
        string node = (string?)self["Config"]?["NodeName"] ?? string.Empty;
        AclState state = await new AclStateReader(client, log).ReadAsync(cancellation).ConfigureAwait(false);
        var register = new AclRequest("node", node, "write");
        bool isThere = tokens.Select(AclObjects.Token)
            .Where(t => !t.IsManagement && t.AccessorId != AclToken.AnonymousId)
            .Any(t => state.Of(t, DateTimeOffset.UtcNow).Authorizer.Judge(register, defaultAllows: false).IsAllowed);
        if (!isThere)
        {
            throw AclErrors.NodeTokenMissing(node);
        }
    }
}
