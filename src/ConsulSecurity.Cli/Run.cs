using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Cli;

/// <summary>Runs a command and turns what goes wrong into one line on standard error and an exit code.</summary>
internal static class Run
{
    public static void Action(Command command, Func<ParseResult, CancellationToken, Task<int>> work) =>
        command.SetAction((parsed, cancellation) => GuardAsync(parsed, work, cancellation));

    public static void Action(Command command, Func<ParseResult, int> work) =>
        Action(command, (parsed, _) => Task.FromResult(work(parsed)));

    private static async Task<int> GuardAsync(ParseResult parsed, Func<ParseResult, CancellationToken, Task<int>> work, CancellationToken cancellation)
    {
        try
        {
            return await work(parsed, cancellation).ConfigureAwait(false);
        }
        catch (ConsulSecurityException error)
        {
            await Console.Error.WriteLineAsync($"consulsec: {error.Message} ({error.ErrorId})").ConfigureAwait(false);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Stopped;
        }
    }
}
