using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Platform;

/// <summary>Runs a program of the host to its end.</summary>
internal interface ICommandRunner
{
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments, none of which is a secret; quoted by the caller where they need it.</param>
    /// <param name="input">What it reads; null for nothing.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    Task<CommandResult> RunAsync(string program, string arguments, string? input, CancellationToken cancellation);
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">0 for well.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed to the error stream.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Error);

/// <inheritdoc/>
internal sealed class CommandRunner : ICommandRunner
{
    public static CommandRunner Instance { get; } = new();

    public async Task<CommandResult> RunAsync(string program, string arguments, string? input, CancellationToken cancellation)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                CreateNoWindow = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new FileNotFoundException(e.Message, program, e);
        }

        using CancellationTokenRegistration end = cancellation.Register(() => Kill(process));
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input ?? string.Empty).ConfigureAwait(false);
        process.StandardInput.Close();
        await Task.WhenAll(output, error).ConfigureAwait(false);
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return new CommandResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
