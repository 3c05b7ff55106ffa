using System;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Consul;

/// <summary>How often and how long a request is tried again; waits are doubled, cut off, and spread at random.</summary>
internal sealed record RetryPolicy
{
    private static readonly Random s_random = new();

    /// <summary>Retries for this long while the cluster has no leader, is busy or loses connections.</summary>
    public TimeSpan WhileUnavailable { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Retries for this long while nothing listens at the address.</summary>
    public TimeSpan WhileUnreachable { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one try may take.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Waits; tests put their own clock here.</summary>
    public Func<TimeSpan, CancellationToken, Task> Delay { get; init; } = Task.Delay;

    /// <summary>A number from 0 to 1.</summary>
    public Func<double> Random { get; init; } = NextRandom;

    /// <summary>The wait before try number <paramref name="attempt"/> + 1, the first being 0.</summary>
    public TimeSpan WaitAfter(int attempt)
    {
        double full = Math.Min(FirstWait.TotalMilliseconds * Math.Pow(2, attempt), LongestWait.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (0.5 + (Random() / 2)));
    }

    private static double NextRandom()
    {
        lock (s_random)
        {
            return s_random.NextDouble();
        }
    }
}
