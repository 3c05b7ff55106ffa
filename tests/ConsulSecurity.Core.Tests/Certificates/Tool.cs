using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.Certificates;

/// <summary>Runs another program that reads or writes certificates, and gives all that it says.</summary>
internal static class Tool
{
    public static bool IsInstalled(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    public static string OpenSsl(params string[] arguments) => Run("openssl", arguments);

    public static string CertTool(params string[] arguments) => Run("certtool", arguments);

    public static string Run(string name, IEnumerable<string> arguments)
    {
        (int exitCode, string output) = Try(name, arguments);
        Assert.True(exitCode == 0, $"{name} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    public static (int ExitCode, string Output) Try(string name, IEnumerable<string> arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.Start();
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
