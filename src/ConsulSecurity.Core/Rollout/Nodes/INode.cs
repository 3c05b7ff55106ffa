using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Rollout;

/// <summary>A machine with an agent: the one way to its files and its service. Everything may be asked for twice.</summary>
internal interface INode
{
    /// <summary>Who it is.</summary>
    ConsulNode Info { get; }

    /// <summary>The whole names of the files in a folder, in no order; empty where there is no such folder.</summary>
    Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellation);

    /// <summary>A file's content; null where there is none.</summary>
    Task<byte[]?> ReadAsync(string path, CancellationToken cancellation);

    /// <summary>
    /// Writes a whole file, so that a reader sees the old content or the new; it belongs to the account that the agent runs as. The folder is
    /// made, private, where it is missing.
    /// </summary>
    Task WriteAsync(string path, byte[] content, FileAudience audience, CancellationToken cancellation);

    /// <summary>Takes a file away; one that is not there is no error.</summary>
    Task DeleteAsync(string path, CancellationToken cancellation);

    /// <summary>Ends the agent without leaving the cluster, and waits until it has ended.</summary>
    Task StopAsync(CancellationToken cancellation);

    /// <summary>Starts the agent; does not wait until it answers.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Makes the agent read its configuration again.</summary>
    Task ReloadAsync(CancellationToken cancellation);
}
