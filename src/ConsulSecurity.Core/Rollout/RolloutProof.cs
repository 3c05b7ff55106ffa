using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Configuration;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Rollout;

/// <summary>
/// Shows, before anything is denied, that every agent and every registered service will still be allowed: each token is used at the agent
/// that has it, and its rights are worked out as they will be under default deny, which the cluster itself cannot say while it allows.
/// </summary>
internal sealed class RolloutProof(RolloutContext context)
{
    /// <exception cref="ConsulSecurityException"><c>RolloutWouldBreak</c> with all that would be refused.</exception>
    public async Task RequireAsync(CancellationToken cancellation)
    {
        ConsulClient client = await context.Access.AnyServerAsync(leader: true, cancellation).ConfigureAwait(false);
        AclState state = await new AclStateReader(client, context.Log).ReadAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<string>[] broken = await Task.WhenAll(context.Nodes.Select(node => ProveAsync(node, state, cancellation))).ConfigureAwait(false);
        string[] all = [.. broken.SelectMany(b => b)];
        if (all.Length > 0)
        {
            throw RolloutErrors.WouldBreak(all);
        }
    }

    private async Task<IReadOnlyList<string>> ProveAsync(INode node, AclState state, CancellationToken cancellation)
    {
        MergedConfiguration configuration = MergedConfiguration.FromTexts(
            await NodeFiles.ConfigurationAsync(node, cancellation).ConfigureAwait(false), context.Version);
        var broken = new List<string>();
        if (configuration.String("acl.tokens.agent") is { Length: > 0 } agent)
        {
            await ProveAsync(node, $"the agent of '{node.Info.Name}'", agent, new AclRequest("node", node.Info.Name, AclWords.Write), state, broken, cancellation).ConfigureAwait(false);
        }

        foreach (NodeService service in await NodeServices.ReadAsync(node, configuration, cancellation).ConfigureAwait(false))
        {
            string who = $"service '{service.Name}' on '{node.Info.Name}'";
            string token = service.HasToken ? service.Token : configuration.String("acl.tokens.default") ?? string.Empty;
            if (token.Length == 0)
            {
                broken.Add($"{who} has no token");
                continue;
            }

            await ProveAsync(node, who, token, new AclRequest("service", service.Name, AclWords.Write), state, broken, cancellation).ConfigureAwait(false);
        }

        return broken;
    }

    private async Task ProveAsync(
        INode node, string who, string token, AclRequest request, AclState state, List<string> broken, CancellationToken cancellation)
    {
        ConsulAnswer? answer = await context.Access.AskAsync(node.Info, "acl/token/self", cancellation, SecureText.Hide(token)).ConfigureAwait(false);
        if (answer is not { IsSuccess: true })
        {
            broken.Add($"{who}: its token is not known at '{node.Info.Name}'");
            return;
        }

        AclSubject subject = state.Of(AclObjects.Token(answer.Read<JObject>()), context.Options.Now());
        if (!subject.Authorizer.Judge(request, defaultAllows: false).IsAllowed)
        {
            broken.Add($"{who}: its token may not {request}");
        }
    }
}
