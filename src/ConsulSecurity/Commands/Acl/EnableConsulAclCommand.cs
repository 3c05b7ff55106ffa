using System;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;
using ConsulSecurity.Configuration;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Commands;

/// <summary>
/// Puts ACLs into an agent's configuration in two phases, each on all nodes and with a restart before the next: 1 ACLs are on and allow
/// by default, so that the cluster is bootstrapped and everything gets its token; 2 they deny by default (rules ACL-01 to ACL-06, ACL-34).
/// </summary>
[Cmdlet(VerbsLifecycle.Enable, "ConsulAcl", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ConfigurationChange))]
public sealed class EnableConsulAclCommand : ConfigurationFragmentCmdlet
{
    /// <summary>The phase; 2 is also right for a cluster that is new.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateRange(1, 2)]
    public int Phase { get; set; }

    /// <summary>The datacenter that keeps the tokens of all; the one that the configuration says where it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PrimaryDatacenter { get; set; }

    /// <summary>
    /// The agent, by a token with acl:read: before phase 2 it is asked whether ACLs are bootstrapped and there is a token for the node. No
    /// agent is asked where it is not given.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ConsulConnection? Connection { get; set; }

    /// <summary>Goes back from phase 2 to phase 1, or on to phase 2 where the agent seems to have no token.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override ConfigFragment Plan(string folder, Version? version)
    {
        ConfigFragment fragment = AclSettings.Plan(folder, Phase, PrimaryDatacenter, version, Force);
        MergedSetting[] old = [.. AclSettings.OldNames(folder, version)];
        if (old.Length > 0)
        {
            WriteWarning($"The configuration has names of before Consul 1.4 ({string.Join(", ", old.Select(s => $"'{s.Setting.Path}' at {s.Location}"))}): "
                + "what is written here wins over them, so take them away.");
        }

        if (Phase > 1 && Connection is not null && !Force)
        {
            bool hasAgentToken = AclSettings.HasAgentToken(folder, version) == true;
            Await((log, cancellation) => new AclReadiness(new ConsulClient(Connection, log), log).RequireAsync(hasAgentToken, cancellation));
        }

        return fragment;
    }
}
