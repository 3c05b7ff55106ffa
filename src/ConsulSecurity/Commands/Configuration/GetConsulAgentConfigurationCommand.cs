using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Commands;

/// <summary>Shows the configuration of an agent as the agent sees it: all files merged in Consul's order, every value with its source, secrets hidden.</summary>
[Cmdlet(VerbsCommon.Get, "ConsulAgentConfiguration")]
[OutputType(typeof(AgentConfiguration), typeof(AgentSetting))]
public sealed class GetConsulAgentConfigurationCommand : ConfigurationPathCmdlet
{
    /// <summary>Gives the settings with these names instead of the whole; wildcards are allowed, case does not matter.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Texts as -hcl of the command line takes them; they are read last.</summary>
    [Parameter]
    public string[]? Hcl { get; set; }

    private protected override void Run()
    {
        AgentConfiguration configuration = AgentConfigurations.Read(Paths, Version, Hcl);
        if (Name is null)
        {
            WriteObject(configuration);
            return;
        }

        WildcardPattern[] patterns = [.. Name.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        WriteObject(configuration.Settings.Where(setting => patterns.Any(pattern => pattern.IsMatch(setting.Name))), enumerateCollection: true);
    }
}
