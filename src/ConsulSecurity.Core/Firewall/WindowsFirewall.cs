using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Firewall;

/// <summary>The group of ours in the firewall of Windows. Its rules only open, so that nothing can be cut off and nothing needs to be rolled back.</summary>
internal sealed class WindowsFirewall(ICommandRunner runner, IOperationLog log)
{
    public async Task<ConsulFirewallState> ApplyAsync(
        IReadOnlyList<ConsulFirewallRule> rules, IReadOnlyList<int> managementPorts, CancellationToken cancellation)
    {
        FirewallRules.Check(rules, managementPorts);
        string output = await RunAsync(WindowsText.Write(rules), cancellation).ConfigureAwait(false);
        foreach (string line in output.Split('\n').Where(line => line.StartsWith("WARNING: ", StringComparison.Ordinal)))
        {
            log.Warning(line.Substring("WARNING: ".Length).Trim());
        }

        return new ConsulFirewallState
        {
            Table = $"group {WindowsText.Group}",
            RuleCount = rules.Count(rule => rule.IsOpen),
            ManagementPort = [.. managementPorts],
        };
    }

    public Task RemoveAsync(CancellationToken cancellation) => RunAsync(WindowsText.Write([]), cancellation);

    private async Task<string> RunAsync(string script, CancellationToken cancellation)
    {
        // In one block, so that a failure in the middle ends it.
        string block = $"try {{\n{script}}} catch {{ [Console]::Error.WriteLine($_); exit 1 }}\n\n";
        try
        {
            CommandResult result = await runner
                .RunAsync("powershell.exe", "-NoProfile -NonInteractive -Command -", block, cancellation).ConfigureAwait(false);
            return result.ExitCode == 0
                ? result.Output
                : throw FirewallErrors.CommandFailed("New-NetFirewallRule", result.Error.Trim().Split('\n')[0]);
        }
        catch (FileNotFoundException)
        {
            throw FirewallErrors.NotSupported("This host has no 'powershell.exe'");
        }
    }
}
