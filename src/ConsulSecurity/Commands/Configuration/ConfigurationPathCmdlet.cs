using System.Collections.Generic;
using System.Management.Automation;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets that read an agent's configuration: all paths that are given or piped in are one configuration.</summary>
public abstract class ConfigurationPathCmdlet : ConsulCmdlet
{
    private readonly List<string> _paths = [];

    /// <summary>Folders, as -config-dir names them, and files, as -config-file does; in their order. Wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The version of Consul that reads it, for example 1.8.7; the newest known where it is not given.</summary>
    [Parameter]
    public string? ConsulVersion { get; set; }

    /// <summary>All paths, once the input has ended.</summary>
    private protected IReadOnlyList<string> Paths => _paths;

    /// <summary>The version, or null.</summary>
    private protected System.Version? Version => ConsulVersions.Parse(ConsulVersion);

    /// <summary>Works on all paths; there is one at least.</summary>
    private protected abstract void Run();

    private protected sealed override void End()
    {
        if (_paths.Count > 0)
        {
            Run();
        }
    }

    private protected sealed override void Process()
    {
        foreach (string path in Path)
        {
            try
            {
                _paths.AddRange(GetResolvedProviderPathFromPSPath(path, out _));
            }
            catch (ItemNotFoundException)
            {
                throw ConfigErrors.PathNotFound(path);
            }
        }
    }
}
