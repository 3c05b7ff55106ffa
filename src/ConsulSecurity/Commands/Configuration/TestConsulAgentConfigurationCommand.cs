using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Configuration.Inspection;

namespace ConsulSecurity.Commands;

/// <summary>
/// Looks at a configuration before an agent is started with it, and sees what <c>consul validate</c> does not: illegal values, files that are not
/// there, keys that do not match, settings of another version. An error means that the agent does not start.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ConsulAgentConfiguration")]
[OutputType(typeof(Diagnostic), typeof(bool))]
public sealed class TestConsulAgentConfigurationCommand : ConfigurationPathCmdlet
{
    /// <summary>Gives true where there are no errors, and false where there are, instead of what was found.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Run()
    {
        IReadOnlyList<Diagnostic> found = ConfigurationInspector.Inspect(Paths, Version, DateTimeOffset.UtcNow);
        if (Quiet)
        {
            WriteObject(!found.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }
        else
        {
            WriteObject(found, enumerateCollection: true);
        }
    }
}
