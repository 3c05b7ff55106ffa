using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;

namespace ConsulSecurity.Integration.Tests.Cli;

/// <summary>Runs <c>consulsec</c> as a process.</summary>
internal static class Consulsec
{
    public static string AssemblyPath { get; } = Metadata("Consulsec");

    public static string Checkout { get; } = Metadata("Checkout");

    /// <summary>Runs it with nothing of Consul's in its environment but what is given.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> StartAsync(
        string folder, IReadOnlyDictionary<string, string>? environment, string? input, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [AssemblyPath, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("CONSUL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    public static Task<(int ExitCode, string Output, string Error)> RunAsync(string folder, params IEnumerable<string> arguments) =>
        StartAsync(folder, environment: null, input: null, arguments);

    private static string Metadata(string key) => typeof(Consulsec).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
