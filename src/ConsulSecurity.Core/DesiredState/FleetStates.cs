using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.DesiredState.Resources;
using ConsulSecurity.Platform;
using ConsulSecurity.Rollout;
using ConsulSecurity.Text;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState;

/// <summary>
/// Declared state of many nodes' configuration, some at a time. The files are brought here, into a private folder, worked on, and what changed
/// is written back. A node that fails is told and the others go on; run again, those that are done are left alone.
/// </summary>
internal sealed class FleetStates
{
    private readonly DesiredStateResource _resource;
    private readonly IReadOnlyList<INode> _nodes;
    private readonly int _throttle;
    private readonly IOperationLog _log;
    private int _done;

    /// <exception cref="ConsulSecurityException"><c>DesiredStateNotOfNodes</c>.</exception>
    public FleetStates(DesiredStateResource resource, IReadOnlyList<INode> nodes, int throttle, IOperationLog log)
    {
        _resource = resource is ConfigurationResource ? resource : throw DesiredStateErrors.NotOfNodes(resource);
        _nodes = nodes;
        _throttle = throttle;
        _log = log;
    }

    public async Task<IReadOnlyList<NodeState>> RunAsync(JObject desired, bool set, CancellationToken cancellation)
    {
        using var gate = new SemaphoreSlim(_throttle);
        return await Task.WhenAll(_nodes.Select(async node =>
        {
            await gate.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                return await Task.Run(() => TryAsync(node, desired, set, cancellation), cancellation).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
                int done = Interlocked.Increment(ref _done);
                _log.Progress(new OperationProgress($"{_resource.Name} on {_nodes.Count} nodes", $"{node.Info.Name} is done", 100 * done / _nodes.Count) { Completed = done == _nodes.Count });
            }
        })).ConfigureAwait(false);
    }

    private async Task<NodeState> TryAsync(INode node, JObject desired, bool set, CancellationToken cancellation)
    {
        string folder = Path.Combine(Path.GetTempPath(), "consulsecurity-" + Guid.NewGuid().ToString("N"));
        HostFiles.Current.CreatePrivateFolder(folder);
        try
        {
            return new NodeState(node.Info, await RunAsync(node, desired, set, folder, cancellation).ConfigureAwait(false), null);
        }
        catch (ConsulSecurityException e)
        {
            return new NodeState(node.Info, null, DesiredStateErrors.NodeFailed(node.Info, e, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<ResourceState> RunAsync(INode node, JObject desired, bool set, string folder, CancellationToken cancellation)
    {
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (SourceText text in await NodeFiles.ConfigurationAsync(node, cancellation).ConfigureAwait(false))
        {
            string name = text.Path!.Substring(text.Path.LastIndexOfAny(['/', '\\']) + 1);
            PrivateFile.Write(Path.Combine(folder, name), text.Text);
            before[name] = text.Text;
        }

        var wanted = (JObject)desired.DeepClone();
        wanted["path"] = folder;
        var states = new DesiredStates(_resource, () => throw new InvalidOperationException(), _log);
        ResourceState state = set
            ? await states.SetAsync(wanted, cancellation).ConfigureAwait(false)
            : await states.CompareAsync(wanted, cancellation).ConfigureAwait(false);
        foreach (string file in Directory.GetFiles(folder))
        {
            byte[] content = SafeFile.Read(file);
            string name = Path.GetFileName(file);
            if (!before.TryGetValue(name, out string? old) || old != SafeFile.Utf8.GetString(content))
            {
                await node.WriteAsync(NodeFiles.Join(node.Info, node.Info.ConfigurationFolder, name), content, FileAudience.Private, cancellation).ConfigureAwait(false);
            }
        }

        state.Actual["path"] = node.Info.ConfigurationFolder;
        return state;
    }
}
