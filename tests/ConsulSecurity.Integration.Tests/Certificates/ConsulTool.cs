using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using ConsulSecurity.Lab;

namespace ConsulSecurity.Integration.Tests.Certificates;

/// <summary>Runs the <c>consul</c> command.</summary>
internal static class ConsulTool
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(ConsulBinary.Path, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("CONSUL_", System.StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
