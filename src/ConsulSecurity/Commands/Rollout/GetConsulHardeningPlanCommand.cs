using System.Collections.Generic;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Rollout;

namespace ConsulSecurity.Commands;

/// <summary>
/// Looks at all nodes of a cluster, judges them by the hardening benchmark and works out the fewest rolling passes that mend what fails: for
/// each pass what changes on each node, what is done through the API, in which order, and what must hold before it goes on. Changes nothing.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ConsulHardeningPlan")]
[OutputType(typeof(RolloutPlan))]
public sealed class GetConsulHardeningPlanCommand : RolloutCmdlet
{
    /// <summary>The level of the benchmark to reach: 1 for what every cluster should have, 2 for more.</summary>
    [Parameter]
    [ValidateRange(1, 2)]
    public int Level { get; set; } = 1;

    /// <summary>Checks that are left failing, by their ids.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HardeningCheckCompleter))]
    public string[]? Except { get; set; }

    /// <summary>Gives agents no token for DNS: under default deny they answer nobody then who has none.</summary>
    [Parameter]
    public SwitchParameter NoDnsToken { get; set; }

    /// <summary>Keeps plain HTTP, on the loopback address alone.</summary>
    [Parameter]
    public SwitchParameter KeepLoopbackHttp { get; set; }

    /// <summary>The vault of an earlier run, whose token and authority are used to look.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VaultPath { get; set; }

    /// <summary>The passphrase of the vault.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Saves the plan to this file (JSON) as well; Protect-ConsulCluster -Plan runs it as it is.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Replaces the file of -OutFile where it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void End()
    {
        IReadOnlyList<ConsulNode> nodes = Nodes();
        var goal = new RolloutGoal { Level = Level, Except = Except ?? [], AnswerDns = !NoDnsToken, KeepLoopbackHttp = KeepLoopbackHttp };
        using SecretVault? vault = VaultPath is null || Passphrase is null ? null : OpenVault(GetUnresolvedProviderPathFromPSPath(VaultPath), Passphrase);
        RolloutPlan plan = Await((log, cancellation) => Protection(nodes, log).PlanAsync(goal, vault, cancellation));
        if (OutFile is not null)
        {
            PlanFile.Write(plan, GetUnresolvedProviderPathFromPSPath(OutFile), Force);
        }

        WriteObject(plan);
    }
}
