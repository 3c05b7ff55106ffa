using System;
using System.CommandLine;
using System.IO;
using ConsulSecurity.Reporting;
using ConsulSecurity.Rollout;

namespace ConsulSecurity.Cli;

/// <summary><c>consulsec plan</c>: what Get-ConsulHardeningPlan does.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var rollout = new RolloutArguments();
        var file = new Option<string?>("--out") { Description = "Saves the plan to this file; 'protect --plan' runs it as it is." };
        var force = new Option<bool>("--force") { Description = "Replaces a file that exists." };
        var json = new Option<bool>("--json") { Description = "Prints the plan as JSON." };
        var command = new Command("plan", "Works out the fewest rolling passes that harden a live cluster. Changes nothing.") { file, force, json };
        rollout.AddTo(command);
        Run.Action(command, async (parsed, cancellation) =>
        {
            using SecretVault? vault = rollout.OpenVault(parsed);
            RolloutPlan plan = await rollout.Protection(parsed, await rollout.NodesAsync(parsed, cancellation).ConfigureAwait(false))
                .PlanAsync(rollout.Goal(parsed), vault, cancellation).ConfigureAwait(false);
            if (parsed.GetValue(file) is { } path)
            {
                PlanFile.Write(plan, Path.GetFullPath(path), parsed.GetValue(force));
            }

            if (parsed.GetValue(json))
            {
                Console.Out.Write(JsonReport.ToJson(plan));
            }
            else
            {
                PlanText.Write(Console.Out, plan);
            }

            return ExitCode.Good;
        });
        return command;
    }
}
