using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Connect;

/// <summary>Drafts the intentions that the upstreams of the registered sidecars need before everything else can be denied.</summary>
internal sealed class IntentionDraft(ICatalogApi catalog, IIntentionApi intentions, IOperationLog log)
{
    public async Task<IReadOnlyList<ConsulIntention>> MakeAsync(CancellationToken cancellation)
    {
        var evaluator = new IntentionEvaluator(await intentions.ListAsync(cancellation).ConfigureAwait(false), defaultAllows: false);
        var drafts = new SortedDictionary<string, ConsulIntention>(StringComparer.Ordinal);
        foreach (string service in await catalog.ServiceNamesAsync(cancellation).ConfigureAwait(false))
        {
            foreach (ServiceInstance instance in await catalog.InstancesAsync(service, cancellation).ConfigureAwait(false))
            {
                if (instance.IsNative)
                {
                    log.Warning($"'{instance.Name}' on '{instance.Node}' speaks to the mesh itself, so nothing tells whom it calls: add its intentions by hand.");
                }

                foreach (ProxyUpstream upstream in instance.Proxy?.Upstreams ?? [])
                {
                    Draft(instance.Proxy!.Service, upstream, evaluator, drafts);
                }
            }
        }

        return [.. drafts.Values];
    }

    private void Draft(string source, ProxyUpstream upstream, IntentionEvaluator evaluator, SortedDictionary<string, ConsulIntention> drafts)
    {
        if (upstream.IsQuery)
        {
            log.Warning($"'{source}' calls the prepared query '{upstream.Name}', which may name any service: add its intentions by hand.");
            return;
        }

        ConsulIntention? existing = evaluator.Find(source, upstream.Name);
        if (existing is { Precedence: 9, Action: IntentionAction.Deny })
        {
            log.Warning($"'{source}' has '{upstream.Name}' as an upstream, but the intention '{existing}' refuses it; left as it is.");
        }
        else if (existing is null or { Precedence: < 9, Action: IntentionAction.Deny })
        {
            var draft = new ConsulIntention
            {
                Source = source,
                Destination = upstream.Name,
                Action = IntentionAction.Allow,
                Description = "upstream of a registered sidecar",
            };
            drafts[IntentionPlan.Key(draft)] = draft;
        }
    }
}
