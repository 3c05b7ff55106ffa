using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Org.BouncyCastle.Crypto.Digests;

namespace ConsulSecurity.Acl;

/// <summary>Finds what has to change so that a cluster has the policies that are wanted.</summary>
internal sealed class AclPolicyPlanner(IAclApi api, AclEditor editor)
{
    /// <summary>The changes for the drafts in their order, also those that change nothing.</summary>
    public async Task<IReadOnlyList<AclChange>> PlanAsync(IReadOnlyList<AclPolicyDraft> drafts, CancellationToken cancellation)
    {
        Dictionary<string, JObject> current = await ListAsync(cancellation).ConfigureAwait(false);
        AclPolicyDraft[] changed = [.. drafts.Where(d => current.TryGetValue(d.Name, out JObject? there) && !IsSame(d, there))];
        string[] ids = [.. changed.Select(d => (string)current[d.Name]["ID"]!).Distinct()];
        Dictionary<string, JObject> read = (await editor.ReadManyAsync(AclKind.Policy, ids, cancellation).ConfigureAwait(false))
            .ToDictionary(p => (string)p["Name"]!, StringComparer.Ordinal);
        return [.. drafts.Select(draft => Plan(draft, current, read))];
    }

    /// <summary>The deletion of all policies but those named and those that Consul itself has.</summary>
    public async Task<IReadOnlyList<AclChange>> PlanPruneAsync(IReadOnlyCollection<string> keep, CancellationToken cancellation)
    {
        var names = new HashSet<string>(keep, StringComparer.Ordinal);
        JObject[] extra = [.. (await ListAsync(cancellation).ConfigureAwait(false)).Values
            .Where(p => !names.Contains((string)p["Name"]!) && !AclObjects.Policy(p).IsBuiltIn)];
        IReadOnlyList<JObject> read = await editor.ReadManyAsync(AclKind.Policy, [.. extra.Select(p => (string)p["ID"]!)], cancellation).ConfigureAwait(false);
        return [.. read.Select(p => new AclChange(AclKind.Policy, (string)p["Name"]!, p, null))];
    }

    private async Task<Dictionary<string, JObject>> ListAsync(CancellationToken cancellation) =>
        (await api.ListAsync(AclKind.Policy, cancellation).ConfigureAwait(false)).ToDictionary(p => (string)p["Name"]!, StringComparer.Ordinal);

    private static AclChange Plan(AclPolicyDraft draft, Dictionary<string, JObject> current, Dictionary<string, JObject> read)
    {
        if (read.TryGetValue(draft.Name, out JObject? before))
        {
            return AclChange.Of(AclKind.Policy, draft.Name, before, draft.ToPatch());
        }

        return current.TryGetValue(draft.Name, out JObject? same)
            ? AclChange.None(AclKind.Policy, draft.Name, same)
            : AclChange.Of(AclKind.Policy, draft.Name, null, draft.ToPatch());
    }

    // Lists carry no rules, but a hash of name, description, rules and datacenters: what matches need not be read one by one.
    private static bool IsSame(AclPolicyDraft draft, JObject current)
    {
        AclPolicy policy = AclObjects.Policy(current);
        bool isSame = (draft.Description ?? policy.Description) == policy.Description && (draft.Datacenters ?? policy.Datacenters).SequenceEqual(policy.Datacenters);
        return isSame && (draft.Rules is null || policy.Hash == Hash(policy, draft.Rules));
    }

    private static string Hash(AclPolicy policy, string rules)
    {
        var digest = new Blake2bDigest(256);
        foreach (string text in new[] { policy.Name, policy.Description, rules }.Concat(policy.Datacenters))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            digest.BlockUpdate(bytes, 0, bytes.Length);
        }

        byte[] hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash, 0);
        return Convert.ToBase64String(hash);
    }
}
