using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState.Resources;

/// <summary>An ACL policy. Needs acl:read, and acl:write to set it.</summary>
internal sealed class AclPolicyResource() : DesiredStateResource(
    "ConsulAclPolicy",
    "An ACL policy of the cluster, with exactly these rules.",
    [
        new("name", PropertyKind.Text, "The policy's name.") { IsKey = true },
        new("rules", PropertyKind.Text, "The rules, in HCL or JSON."),
        new("description", PropertyKind.Text, "What it is for."),
        new("datacenters", PropertyKind.Texts, "The datacenters that it is good for; all of them where the list is empty."),
        .. ResourceInput.ConnectionProperties,
    ])
{
    public override bool CanBeAbsent => true;

    public override async Task<JObject> ReadAsync(ResourceInput input, CancellationToken cancellation)
    {
        JObject? found = await Editor(input).FindAsync(AclKind.Policy, input.Text("name")!, cancellation).ConfigureAwait(false);
        return found is null ? new JObject { ["name"] = input.Text("name"), [Exists] = false } : Show(found);
    }

    public override async Task WriteAsync(ResourceInput input, CancellationToken cancellation)
    {
        var api = new AclApi(input.Client());
        var editor = new AclEditor(api, input.Log);
        string name = input.Text("name")!;
        IReadOnlyList<AclChange> changes;
        if (input.Flag(Exists) == false)
        {
            changes = [new AclChange(AclKind.Policy, name, await editor.RequireAsync(AclKind.Policy, name, cancellation).ConfigureAwait(false), null)];
        }
        else
        {
            var draft = new AclPolicyDraft(name, input.Text("rules"), input.Text("description"), input.Texts("datacenters"));
            draft.Check(version: null, allowMistakes: false);
            changes = await new AclPolicyPlanner(api, editor).PlanAsync([draft], cancellation).ConfigureAwait(false);
        }

        foreach (AclOutcome outcome in await editor.ApplyAsync(changes, cancellation).ConfigureAwait(false))
        {
            if (outcome.Error is not null)
            {
                throw outcome.Error;
            }
        }
    }

    public override async Task<IReadOnlyList<JObject>> ExportAsync(ResourceInput input, CancellationToken cancellation)
    {
        var api = new AclApi(input.Client());
        IReadOnlyList<JObject> all = await api.ListAsync(AclKind.Policy, cancellation).ConfigureAwait(false);
        string[] ids = [.. all.Where(p => !AclObjects.Policy(p).IsBuiltIn).Select(p => (string)p["ID"]!)];
        IReadOnlyList<JObject> read = await new AclEditor(api, input.Log).ReadManyAsync(AclKind.Policy, ids, cancellation).ConfigureAwait(false);
        return [.. read.Select(Show)];
    }

    private static AclEditor Editor(ResourceInput input) => new(new AclApi(input.Client()), input.Log);

    private static JObject Show(JObject tree)
    {
        AclPolicy policy = AclObjects.Policy(tree);
        return new JObject
        {
            ["name"] = policy.Name,
            ["rules"] = policy.Rules ?? string.Empty,
            ["description"] = policy.Description,
            ["datacenters"] = new JArray(policy.Datacenters),
            [Exists] = true,
        };
    }
}
