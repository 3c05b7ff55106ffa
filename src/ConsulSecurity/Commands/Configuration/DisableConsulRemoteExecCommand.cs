using System;
using System.Collections.Generic;
using System.Management.Automation;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Commands;

/// <summary>
/// Turns <c>consul exec</c> off in an agent's configuration (rule EXE-01), explicitly, whatever the other files say: adds a file that sorts last.
/// </summary>
[Cmdlet(VerbsLifecycle.Disable, "ConsulRemoteExec", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ConfigurationChange))]
public sealed class DisableConsulRemoteExecCommand : ConfigurationFragmentCmdlet
{
    private protected override ConfigFragment Plan(string folder, Version? version) =>
        ConfigFragment.Plan(folder, "exec", [new KeyValuePair<string, object>("disable_remote_exec", true)], version);
}
