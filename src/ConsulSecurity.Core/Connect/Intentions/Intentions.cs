using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Connect;

/// <summary>The intentions of a live cluster: planned, applied, and asked about.</summary>
internal sealed class Intentions(ConsulClient client, IOperationLog log)
{
    private IIntentionApi? _api;

    public async Task<IReadOnlyList<ConsulIntention>> ListAsync(CancellationToken cancellation)
    {
        IIntentionApi api = await ApiAsync(cancellation).ConfigureAwait(false);
        return [.. (await api.ListAsync(cancellation).ConfigureAwait(false))
            .OrderByDescending(i => i.Precedence).ThenBy(i => i.Destination, StringComparer.Ordinal).ThenBy(i => i.Source, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<ConsulIntention>> DraftAsync(CancellationToken cancellation) =>
        await new IntentionDraft(new CatalogApi(client), await ApiAsync(cancellation).ConfigureAwait(false), log)
            .MakeAsync(cancellation).ConfigureAwait(false);

    public async Task<IReadOnlyList<IntentionChange>> PlanAsync(IReadOnlyList<ConsulIntention> desired, bool prune, CancellationToken cancellation)
    {
        foreach (ConsulIntention intention in desired)
        {
            IntentionRules.Check(intention);
        }

        return IntentionPlan.Make(await ListAsync(cancellation).ConfigureAwait(false), desired, prune);
    }

    public async Task ApplyAsync(IntentionChange change, CancellationToken cancellation)
    {
        IIntentionApi api = await ApiAsync(cancellation).ConfigureAwait(false);
        await (change.After is { } after
            ? api.SetAsync(after, change.Before, cancellation)
            : api.RemoveAsync(change.Before!, cancellation)).ConfigureAwait(false);
    }

    /// <exception cref="ConsulSecurityException"><c>IntentionNotFound</c>.</exception>
    public async Task<IntentionChange> PlanRemovalAsync(string source, string destination, CancellationToken cancellation)
    {
        string key = IntentionPlan.Key(new ConsulIntention { Source = source, Destination = destination });
        return new IntentionChange
        {
            Before = (await ListAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(i => i.SourcePeer is null && IntentionPlan.Key(i) == key)
                ?? throw IntentionErrors.NotFound(source, destination),
        };
    }

    /// <summary>Decides here and asks the server too; where they differ the user is told.</summary>
    public async Task<IntentionDecision> DecideAsync(string source, string destination, IntentionRequest? request, CancellationToken cancellation)
    {
        IReadOnlyList<ConsulIntention> intentions = await ListAsync(cancellation).ConfigureAwait(false);
        IIntentionApi api = await ApiAsync(cancellation).ConfigureAwait(false);
        bool server = await api.CheckAsync(source, destination, cancellation).ConfigureAwait(false);
        bool defaultAllows = await DefaultAllowsAsync(cancellation).ConfigureAwait(false) ?? server;
        IntentionDecision decision = new IntentionEvaluator(intentions, defaultAllows).Decide(source, destination, request);
        if (decision.Intention is not { Permissions.Length: > 0 } && decision.Allowed != server)
        {
            log.Warning(
                $"The server says that '{source}' is {(server ? "allowed" : "refused")} at '{destination}', which is not what its intentions say here: "
                + "the token may not see all of them, or the server forgets 'default_intention_policy' in this answer (hashicorp/consul#23868).");
        }

        return new IntentionDecision
        {
            Source = source,
            Destination = destination,
            Allowed = decision.Allowed,
            Intention = decision.Intention,
            Reason = decision.Reason,
            ServerAllowed = server,
        };
    }

    // What the agent does where no intention fits; null where the token may not see its configuration.
    private async Task<bool?> DefaultAllowsAsync(CancellationToken cancellation)
    {
        ConsulAnswer answer = await client.AskAsync(ConsulRequest.Get("agent/self"), cancellation).ConfigureAwait(false);
        return answer.IsSuccess && answer.ReadTree()["DebugConfig"] is JObject config ? IntentionDefault.Allows(config) : null;
    }

    private async Task<IIntentionApi> ApiAsync(CancellationToken cancellation) =>
        _api ??= await IntentionApi.ForAsync(client, cancellation).ConfigureAwait(false);
}
