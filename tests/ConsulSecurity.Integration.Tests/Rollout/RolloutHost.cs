using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using ConsulSecurity.Lab;

namespace ConsulSecurity.Integration.Tests.Rollout;

/// <summary>A run in a process of its own, which can be killed.</summary>
internal static class RolloutHost
{
    /// <summary>
    /// Runs until the end, or until an entry of the journal at which no run was killed yet, and kills it there. Gives what it printed last.
    /// </summary>
    public static async Task<string> RunAsync(RolloutLab lab, string what = "protect")
    {
        string inventory = Path.Combine(lab.Cluster.Folder, "inventory.json");
        await File.WriteAllTextAsync(inventory, JsonSerializer.Serialize(lab.Inventory));
        var start = new ProcessStartInfo("dotnet", [Host(), inventory, lab.VaultPath, lab.JournalPath, Path.Combine(lab.Cluster.Folder, what + ".stops"), what])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process host = Process.Start(start)!;
        await host.StandardInput.WriteLineAsync(RolloutLab.Passphrase);
        string line = await host.StandardOutput.ReadLineAsync() ?? "(nothing)";
        if (line.StartsWith("at ", StringComparison.Ordinal))
        {
            // SIGKILL: nothing of it gets to do anything more.
            host.Kill();
        }
        else
        {
            line += "\n" + await host.StandardOutput.ReadToEndAsync();
        }

        await host.WaitForExitAsync();
        return line;
    }

    private static string Host()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(ConsulBinary.Checkout, "tests", "rollout-host", "bin", configuration, "net10.0", "ConsulSecurity.RolloutHost.dll");
    }
}
