using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Cli;

/// <summary>What the process ends with, for pipelines that decide by it.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>The work could not be done.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>Ended by Ctrl+C, as shells count it.</summary>
    public const int Stopped = 130;

    /// <summary>10 for a fault of severity Info, 11 Low, 12 Medium, 13 High, 14 Critical: the worst of them; 0 without a fault.</summary>
    public static int Of(IEnumerable<Severity> faults) => faults.Select(severity => 10 + (int)severity).DefaultIfEmpty(Good).Max();
}
