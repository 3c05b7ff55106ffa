using System;

namespace ConsulSecurity.Cli;

/// <summary>Shows on standard error what work in progress tells, so that standard output stays for the result.</summary>
internal sealed class ConsoleLog(bool verbose) : IOperationLog
{
    public void Verbose(string message)
    {
        if (verbose)
        {
            Console.Error.WriteLine(message);
        }
    }

    public void Warning(string message) => Console.Error.WriteLine("WARNING: " + message);

    public void Progress(OperationProgress progress)
    {
        if (verbose && !progress.Completed)
        {
            Console.Error.WriteLine($"{progress.Activity}: {progress.Status}");
        }
    }
}
