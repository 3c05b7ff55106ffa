using System;
using System.Diagnostics;
using System.Globalization;

namespace ConsulSecurity.Cli;

/// <summary>Shows progress with the seconds since the start, each step once.</summary>
internal sealed class DemoLog(Stopwatch clock) : IOperationLog
{
    private const int Width = 110;

    private string _last = string.Empty;

    public void Verbose(string message)
    {
    }

    public void Warning(string message) => Say("WARNING: " + message);

    public void Progress(OperationProgress progress)
    {
        if (!progress.Completed && progress.Status != _last)
        {
            _last = progress.Status;
            Say(progress.Status);
        }
    }

    public void Say(string text) => Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:0.0} s  {(text.Length > Width ? text[..(Width - 1)] + "…" : text)}"));
}
