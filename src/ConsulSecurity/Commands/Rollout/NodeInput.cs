using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Rollout;

namespace ConsulSecurity.Commands;

/// <summary>Reads nodes as users give them: ConsulNode objects, hashtables, objects of Import-Csv, or the path of a .json or .psd1 file.</summary>
internal static class NodeInput
{
    /// <exception cref="ConsulSecurityException"><c>InventoryInvalid</c>.</exception>
    public static IEnumerable<ConsulNode> Read(object given, Func<string, string> fullPath) => given switch
    {
        PSObject { BaseObject: not PSCustomObject } wrapped => Read(wrapped.BaseObject, fullPath),
        ConsulNode node => [node],
        string path => ReadFile(fullPath(path)),
        IDictionary map => NodeInventory.Read(new[] { map }, "-Inventory", isPart: true),
        PSObject custom => NodeInventory.Read(
            new[] { custom.Properties.ToDictionary(p => p.Name, p => p.Value) }, "-Inventory", isPart: true),
        _ => throw RolloutErrors.InventoryInvalid("-Inventory", $"a node is a ConsulNode, a hashtable or a file, not {given.GetType().Name}."),
    };

    private static IReadOnlyList<ConsulNode> ReadFile(string path)
    {
        try
        {
            return NodeInventory.Read(DataFile.Read(path), path);
        }
        catch (ConsulSecurityException e) when (e.ErrorId == "HardeningProfileInvalid")
        {
            throw RolloutErrors.InventoryInvalid(path, e.Message);
        }
    }
}
