using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>A check of each service: of those registered, and of those that a node's files define.</summary>
/// <param name="info">What it asks for.</param>
/// <param name="expected">What should be there, in words.</param>
internal abstract class ServiceCheck(HardeningCheckInfo info, string expected) : HardeningCheck(info)
{
    /// <summary>Finds what is wrong with a configuration entry that says the same for services or proxies; null where entries say nothing of it.</summary>
    protected virtual Func<ConfigEntryEvidence, string?>? EntryFault => null;

    public sealed override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (Info.Since is { } since && Versions.AreAllBefore(snapshot, since))
        {
            return [Judgement.NotApplicable(Offenders.Cluster, $"Consul {snapshot.Nodes[0].Version} does not have it")];
        }

        List<FoundService> services = FoundService.All(snapshot);
        if (services.Count == 0 && !snapshot.Services.IsKnown)
        {
            return [Judgement.Unknown(Offenders.Cluster, AgentView.Missing(snapshot.Services))];
        }

        Func<ServiceEvidence, string?> fault = Fault(snapshot);
        List<(string Subject, string Fault, SourceLocation? Location)> faults =
        [
            .. from found in services let what = fault(found.Service) where what is not null select ($"service {found.Service}", what, found.Location),
            .. from entry in EntryFault is null ? [] : snapshot.ConfigEntries.Value ?? []
               let what = EntryFault!(entry)
               where what is not null
               select (entry.ToString(), what, (SourceLocation?)null),
        ];
        return faults.Count > 0 ? Offenders.Judge(faults, expected, f => f.Subject, f => f.Fault, f => f.Location)
            : !snapshot.Services.IsKnown
                ? [Judgement.Unknown(Offenders.Cluster, $"{AgentView.Missing(snapshot.Services)}, for what is registered besides the files")]
            : EntryFault is not null && !snapshot.ConfigEntries.IsKnown
                ? [Judgement.Unknown(Offenders.Cluster, $"{AgentView.Missing(snapshot.ConfigEntries)}, for the configuration entries")]
            : [Judgement.Of(true, Offenders.Cluster, expected, $"{services.Count} services, none that is otherwise")];
    }

    /// <summary>Gives what is wrong with a service; null where nothing is.</summary>
    protected abstract Func<ServiceEvidence, string?> Fault(ClusterSnapshot snapshot);
}

/// <summary>A service, and where it is defined.</summary>
/// <param name="Service">The service.</param>
/// <param name="Location">The file and line; null where it was registered by the API, or its file not read.</param>
internal sealed record FoundService(ServiceEvidence Service, SourceLocation? Location)
{
    /// <summary>What is defined, and what is registered besides.</summary>
    public static List<FoundService> All(ClusterSnapshot snapshot)
    {
        List<FoundService> all = [.. from node in snapshot.Nodes from definition in node.Definitions.Value ?? [] select new FoundService(Of(definition, node), definition.Location)];
        var defined = new HashSet<(string, string)>(all.Select(found => (found.Service.Node, found.Service.Id)));
        all.AddRange((snapshot.Services.Value ?? []).Where(service => !defined.Contains((service.Node, service.Id))).Select(service => new FoundService(service, null)));
        return all;
    }

    private static ServiceEvidence Of(ServiceDefinitionEvidence definition, NodeSnapshot node) => new()
    {
        Id = definition.Id,
        Name = definition.Name,
        Kind = definition.Kind,
        Node = node.Name,
        NodeAddress = node.Address ?? string.Empty,
        Address = definition.Address,
        Port = definition.Port,
        EnableTagOverride = definition.EnableTagOverride,
        Proxy = definition.Proxy,
    };
}
