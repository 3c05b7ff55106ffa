using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Consul;
using ConsulSecurity.DesiredState;
using ConsulSecurity.Rollout;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets for declared state.</summary>
public abstract class DesiredStateCmdlet : ConsulCmdlet
{
    /// <summary>The kind of thing: a resource of DSC by its name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(DesiredStateResourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Resource { get; set; } = string.Empty;

    /// <summary>What is wanted of it, as in the resource's schema; case does not matter. Paths are relative to PowerShell's current location.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Hashtable Property { get; set; } = [];

    /// <summary>The connection of resources that ask an agent, where the properties name none; the current one by default.</summary>
    [Parameter]
    [ValidateNotNull]
    public ConsulConnection? Connection { get; set; }

    /// <summary>
    /// Nodes whose configuration is meant, instead of a folder here: ConsulNode objects, hashtables, objects of Import-Csv, or the path of a
    /// .json or .psd1 inventory. This machine's, or by ssh. A node that fails is an error of its own, and the others go on.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? Node { get; set; }

    /// <summary>How many nodes are worked on at once; 16 by default.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 16;

    private protected DesiredStateResource Found { get; private set; } = null!;

    private protected override void Begin()
    {
        Found = ResourceCatalog.Find(Resource);

        // Before any work runs elsewhere: only the pipeline thread knows its runspace.
        Connection ??= CurrentConnection.Get();
    }

    private protected DesiredStates States(IOperationLog log) =>
        new(Found, () => Connection ?? ConsulEnvironment.OfProcess.Complete(new ConnectionOptions()), log);

    /// <summary>Does it on the nodes that are wanted; gives those that came through.</summary>
    private protected IEnumerable<NodeState> OverNodes(bool set, Func<ConsulNode, bool> isWanted)
    {
        JObject wanted = Wanted();
        ConsulNode[] nodes = [.. NodeInventory.Check([.. Node!.SelectMany(item => NodeInput.Read(item, path => GetUnresolvedProviderPathFromPSPath(path)))], "-Node").Where(isWanted)];
        IReadOnlyList<NodeState> results = nodes.Length == 0
            ? []
            : Await((log, cancellation) => new FleetStates(Found, NodeInventory.Open(nodes), ThrottleLimit, log).RunAsync(wanted, set, cancellation));
        foreach (NodeState failed in results.Where(result => result.Error is not null))
        {
            WriteError(ErrorRecords.From(failed.Error!));
        }

        return results.Where(result => result.State is not null);
    }

    /// <summary>The properties with the names and types of the schema.</summary>
    private protected JObject Wanted()
    {
        var wanted = new JObject();
        foreach (DictionaryEntry entry in Property)
        {
            string given = $"{entry.Key}";
            string name = string.Equals(given, "Exist", StringComparison.OrdinalIgnoreCase)
                ? DesiredStateResource.Exists
                : Found.Properties.FirstOrDefault(p => string.Equals(p.Name, given, StringComparison.OrdinalIgnoreCase))?.Name ?? given;
            wanted[name] = Token(name, entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value);
        }

        return wanted;
    }

    private protected ConsulDesiredState Describe(ResourceState state, string? node = null) => new()
    {
        Node = node,
        Resource = Found.Name,
        InDesiredState = state.IsInDesiredState,
        Reasons = state.Reasons,
        IsChanged = state.IsChanged,
        NeedsRestart = state.NeedsRestart,
        Properties = state.Actual.Properties().ToDictionary(p => p.Name, p => Plain(p.Value), StringComparer.OrdinalIgnoreCase),
    };

    private JToken Token(string name, object? value)
    {
        PropertyKind? kind = Found.Properties.FirstOrDefault(p => p.Name == name)?.Kind;
        if (kind is PropertyKind.Texts or PropertyKind.Numbers && value is not null and not IEnumerable)
        {
            value = new[] { value };
        }

        string? text = value as string;
        return value switch
        {
            null => JValue.CreateNull(),
            string when kind is PropertyKind.Texts => new JArray(text!),
            string when name.EndsWith("path", StringComparison.OrdinalIgnoreCase) || name.EndsWith("File", StringComparison.Ordinal) => GetUnresolvedProviderPathFromPSPath(text),
            string => new JValue(text),
            SwitchParameter flag => flag.ToBool(),
            IEnumerable list => new JArray(list.Cast<object>().Select(item => JToken.FromObject(item is PSObject wrapped ? wrapped.BaseObject : item))),
            _ => JToken.FromObject(value),
        };
    }

    private static object? Plain(JToken token) => token switch
    {
        JArray list => list.Select(Plain).ToArray(),
        JValue value => value.Value,
        _ => token.ToString(),
    };
}
