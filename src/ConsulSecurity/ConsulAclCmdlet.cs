using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets that work on objects of the ACL system: many at once, each failing for itself.</summary>
public abstract class ConsulAclCmdlet : ConsulApiCmdlet
{
    private protected AclApi Api(IOperationLog log) => new(Client(log));

    private protected AclEditor Editor(IOperationLog log) => new(Api(log), log);

    /// <summary>Asks for each change that changes anything, shows it line by line, and makes those that are wanted.</summary>
    private protected void Apply(IEnumerable<AclChange> changes, Action<AclOutcome>? done = null)
    {
        AclChange[] wanted = [.. changes.Where(c => c.IsNothing || ShouldProcess(c.Describe(), c.Describe() + "\nDo this?", "ConsulSecurity"))];
        if (wanted.Length > 0)
        {
            Report(Await((log, cancellation) => Editor(log).ApplyAsync(wanted, cancellation)), done);
        }
    }

    /// <summary>Writes the errors, and hands on what went well.</summary>
    private protected void Report(IEnumerable<AclOutcome> outcomes, Action<AclOutcome>? done = null)
    {
        foreach (AclOutcome outcome in outcomes)
        {
            if (outcome.Error is not null)
            {
                WriteError(ErrorRecords.From(outcome.Error));
            }
            else
            {
                done?.Invoke(outcome);
            }
        }
    }

    /// <summary>All objects of a kind whose names match; an error for each name without wildcards that there is not.</summary>
    private protected IReadOnlyList<JObject> Find(AclKind kind, string[]? names)
    {
        JObject[] all = [.. Await((log, cancellation) => Api(log).ListAsync(kind, cancellation)).OrderBy(o => (string?)o[kind.NameField], StringComparer.OrdinalIgnoreCase)];
        if (names is null)
        {
            return all;
        }

        var found = new List<JObject>();
        foreach (string name in names)
        {
            WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.None);
            bool isId = Guid.TryParse(name, out _);
            JObject[] matching = [.. all.Where(o => isId ? (string?)o[kind.IdField] == name : pattern.IsMatch((string?)o[kind.NameField] ?? string.Empty))];
            if (matching.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(ErrorRecords.From(AclErrors.NotFound(kind, name)));
            }

            found.AddRange(matching.Where(m => !found.Contains(m)));
        }

        return found;
    }

    /// <summary>The same, each read in full.</summary>
    private protected IReadOnlyList<JObject> FindAndRead(AclKind kind, string[]? names)
    {
        string[] ids = [.. Find(kind, names).Select(o => (string)o[kind.IdField]!)];
        return Await((log, cancellation) => Editor(log).ReadManyAsync(kind, ids, cancellation));
    }

    /// <summary>Deletes objects by their names.</summary>
    private protected void Remove(AclKind kind, IEnumerable<string> names)
    {
        string[] wanted = [.. names.Distinct()];
        if (wanted.Length > 0)
        {
            Apply(FindAndRead(kind, wanted).Select(o => new AclChange(kind, (string)o[kind.NameField]!, o, null)));
        }
    }

    /// <summary>Plans the changes of many objects; one that fails stops only itself.</summary>
    private protected AclChange[] Plan(AclKind kind, IEnumerable<(string Name, JObject Patch)> patches)
    {
        var changes = new List<AclChange>();
        foreach ((string name, JObject patch) in patches)
        {
            try
            {
                changes.Add(Await((log, cancellation) => Editor(log).PlanAsync(kind, name, patch, cancellation)));
            }
            catch (ConsulSecurityException e)
            {
                WriteError(ErrorRecords.From(e));
            }
        }

        return [.. changes];
    }

    /// <summary>The datacenter that node identities are for where none is said.</summary>
    private protected string Datacenter() => Await((Func<IOperationLog, CancellationToken, Task<string>>)(async (log, cancellation) =>
    {
        AclStateReader reader = new(Client(log), log);
        await reader.ReadVersionAsync(cancellation).ConfigureAwait(false);
        return Connection!.Datacenter ?? Connection.AgentDatacenter ?? "dc1";
    }));
}
