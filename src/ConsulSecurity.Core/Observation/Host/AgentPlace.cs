using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Observation;

/// <summary>An agent's configuration, and the process that runs on it.</summary>
/// <param name="Paths">What <c>-config-dir</c> and <c>-config-file</c> name, in full.</param>
/// <param name="Merged">The configuration.</param>
/// <param name="Process">The agent; null where none runs here.</param>
internal sealed record AgentPlace(IReadOnlyList<string> Paths, MergedConfiguration Merged, ProcessEvidence? Process)
{
    public string? DataFolder => Full(CommandLine.Values(Process?.Arguments ?? [], "data-dir").LastOrDefault() ?? Merged.String("data_dir"))?.TrimEnd('/', '\\');

    /// <summary>Whether the agent, or what it left, is on this host, and the files are no copy from elsewhere.</summary>
    public bool IsHere => Process is not null || (DataFolder is { } data && Directory.Exists(data));

    public IReadOnlyList<AgentTls> Tls { get; } = [TlsView.Of(Merged, TlsView.InternalRpc), TlsView.Of(Merged, TlsView.Https), TlsView.Of(Merged, TlsView.Grpc)];

    /// <summary>A path of the configuration in full: a relative one counts from the folder that the agent was started in.</summary>
    public string? Full(string? path) => string.IsNullOrEmpty(path) || path!.Any(char.IsControl) ? null
        : Path.IsPathRooted(path) ? path
        : Process?.WorkingFolder is { } working ? Path.GetFullPath(Path.Combine(working, path)) : null;
}
