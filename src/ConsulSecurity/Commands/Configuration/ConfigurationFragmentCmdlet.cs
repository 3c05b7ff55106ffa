using System;
using System.Management.Automation;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets that add a file of ours to an agent's configuration folder.</summary>
public abstract class ConfigurationFragmentCmdlet : ConsulCmdlet
{
    /// <summary>The folder that Consul's -config-dir names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The version of Consul that reads it, for example 1.8.7; the newest known where it is not given.</summary>
    [Parameter]
    public string? ConsulVersion { get; set; }

    /// <summary>Whether the agent has to be restarted, where a reload would not do.</summary>
    private protected virtual bool NeedsRestart => true;

    /// <summary>The settings for a folder.</summary>
    private protected abstract ConfigFragment Plan(string folder, Version? version);

    private protected override void Process()
    {
        ConfigFragment fragment = Plan(GetUnresolvedProviderPathFromPSPath(Path), ConsulVersions.Parse(ConsulVersion));
        ConfigurationChange change = fragment.Describe(NeedsRestart);
        string what = change.IsChanged
            ? $"Write '{change.Path}':{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", change.Difference)}"
            : $"Leave '{change.Path}' as it is: it says the same already";
        if (ShouldProcess(what, what + Environment.NewLine + "Go on?", "Change the agent's configuration"))
        {
            fragment.Write();
            WriteObject(change);
            Written(change);
        }
    }

    /// <summary>After the file was written, or was found to say the same already; not under -WhatIf.</summary>
    private protected virtual void Written(ConfigurationChange change)
    {
    }
}
