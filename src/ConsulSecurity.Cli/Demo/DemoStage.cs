using System;

namespace ConsulSecurity.Cli;

/// <summary>What the demo shows besides results.</summary>
internal static class DemoStage
{
    private static readonly bool s_colours = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null;

    public static void Title(string title)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(s_colours ? $"\u001b[1;36m=== {title}\u001b[0m" : $"=== {title}");
        Console.Out.WriteLine();
    }
}
