using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>Reads, changes and writes objects of the ACL system, many at once: the server commits together what comes together.</summary>
internal sealed class AclEditor(IAclApi api, IOperationLog log)
{
    /// <summary>The object of that name, or id.</summary>
    /// <exception cref="ConsulSecurityException"><c>AclObjectNotFound</c>.</exception>
    public async Task<JObject> RequireAsync(AclKind kind, string name, CancellationToken cancellation) =>
        await FindAsync(kind, name, cancellation).ConfigureAwait(false) ?? throw AclErrors.NotFound(kind, name);

    /// <summary>The object of that name, or id; null where there is none.</summary>
    public async Task<JObject?> FindAsync(AclKind kind, string name, CancellationToken cancellation)
    {
        if (kind.IdField == kind.NameField || Guid.TryParse(name, out _))
        {
            return await api.ReadAsync(kind, name, cancellation).ConfigureAwait(false);
        }

        JObject? entry = (await api.ListAsync(kind, cancellation).ConfigureAwait(false)).FirstOrDefault(o => (string?)o[kind.NameField] == name);
        return entry is null ? null : await api.ReadAsync(kind, (string)entry[kind.IdField]!, cancellation).ConfigureAwait(false);
    }

    /// <summary>The change that gives the object of a name the fields of a patch; it is to be made where there is none.</summary>
    public async Task<AclChange> PlanAsync(AclKind kind, string name, JObject patch, CancellationToken cancellation) =>
        AclChange.Of(kind, name, await FindAsync(kind, name, cancellation).ConfigureAwait(false), patch);

    /// <summary>Makes the changes, in no order; one that fails stops only itself.</summary>
    public async Task<IReadOnlyList<AclOutcome>> ApplyAsync(IReadOnlyList<AclChange> changes, CancellationToken cancellation)
    {
        int done = 0;
        IReadOnlyList<AclOutcome> outcomes = await AtOnce.ForEachAsync(changes, async change =>
        {
            AclOutcome outcome = await ApplyAsync(change, cancellation).ConfigureAwait(false);
            int count = Interlocked.Increment(ref done);
            if (changes.Count >= 100 && count % 50 == 0)
            {
                log.Progress(new OperationProgress("Writing ACLs", $"{count} of {changes.Count}") { PercentComplete = count * 100 / changes.Count });
            }

            return outcome;
        }).ConfigureAwait(false);
        if (changes.Count >= 100)
        {
            log.Progress(new OperationProgress("Writing ACLs", "Done") { Completed = true });
        }

        return outcomes;
    }

    /// <summary>Reads many objects of a kind by their ids.</summary>
    public async Task<IReadOnlyList<JObject>> ReadManyAsync(AclKind kind, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        IReadOnlyList<JObject?> found = await AtOnce.ForEachAsync(ids, id => api.ReadAsync(kind, id, cancellation)).ConfigureAwait(false);
        return [.. found.OfType<JObject>()];
    }

    private async Task<AclOutcome> ApplyAsync(AclChange change, CancellationToken cancellation)
    {
        try
        {
            if (change.IsNothing)
            {
                return new AclOutcome(change, change.Before, null);
            }

            if (change.After is null)
            {
                await api.DeleteAsync(change.Kind, (string)change.Before![change.Kind.IdField]!, cancellation).ConfigureAwait(false);
                return new AclOutcome(change, null, null);
            }

            JObject result = change.IsCreate
                ? await api.CreateAsync(change.Kind, change.After, cancellation).ConfigureAwait(false)
                : await api.UpdateAsync(change.Kind, change.After, cancellation).ConfigureAwait(false);
            return new AclOutcome(change, result, null);
        }
        catch (ConsulSecurityException error)
        {
            return new AclOutcome(change, null, error);
        }
    }
}
