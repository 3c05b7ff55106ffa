using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using ConsulSecurity.Rollout;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets that go over all nodes of a cluster.</summary>
public abstract class RolloutCmdlet : ConsulApiCmdlet
{
    private readonly List<object> _given = [];

    /// <summary>
    /// The nodes: ConsulNode objects, hashtables with their properties, or the path of a .json or .psd1 file with <c>Nodes</c> and
    /// <c>Defaults</c>. Without it the members that Consul knows are taken: this machine as it is, others by ssh at their addresses.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public object[]? Inventory { get; set; }

    /// <summary>Reads the inventory; called after all input.</summary>
    private protected IReadOnlyList<ConsulNode> Nodes()
    {
        if (_given.Count == 0)
        {
            return Await((log, cancellation) => NodeInventory.FromMembersAsync(Client(log), cancellation));
        }

        return NodeInventory.Check([.. _given.SelectMany(item => NodeInput.Read(item, path => GetUnresolvedProviderPathFromPSPath(path)))], "-Inventory");
    }

    private protected override void Process() => _given.AddRange((Inventory ?? []).Select(item => item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item));

    /// <summary>The connection for the work: what was given or connected, else that of the environment.</summary>
    private protected ClusterProtection Protection(IReadOnlyList<ConsulNode> nodes, IOperationLog log) => new(nodes, Connection, log);

    /// <summary>Opens the vault, with the key derivation off the pipeline thread.</summary>
    private protected SecretVault OpenVault(string path, SecureString passphrase) => Await((_, _) => Task.Run(() => SecretVault.Open(path, passphrase)));

    /// <summary>Asks something on the pipeline thread, which alone may ask the user, while work waits for the answer.</summary>
    private protected static Task<T> AskAsync<T>(IOperationLog log, Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        ((OperationPump)log).Post(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception e)
            {
                answer.SetException(e);
                throw;
            }
        });
        return answer.Task;
    }
}
