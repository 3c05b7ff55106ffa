using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;
using ConsulSecurity.Hardening;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Core.Tests.Hardening;

public class LargeSnapshotTests(ITestOutputHelper output)
{
    /// <summary>The bounds are wide for a machine that does other things; the figures are printed.</summary>
    [Fact]
    public void Ten_thousand_tokens_are_judged_in_seconds_and_twice_as_many_in_about_twice_the_time()
    {
        Judge(LargeSnapshots.Make(1_000, 500, 2_000, 200));

        double once = Judge(LargeSnapshots.Make());
        double twice = Judge(LargeSnapshots.Make(20_000, 10_000, 40_000, 4_000));

        Assert.InRange(once, 0, 15);
        Assert.True(twice < (4 * once) + 5, $"{once:0.00} s, and twice as many {twice:0.00} s");
    }

    private double Judge(ClusterSnapshot snapshot)
    {
        GC.Collect();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        double start = ThreadSeconds();
        IReadOnlyList<HardeningFinding> findings = Auditor.Judge(snapshot, CheckCatalog.All);
        double seconds = ThreadSeconds() - start;
        output.WriteLine($"{snapshot.Tokens.Value!.Count} tokens, {snapshot.Nodes.Count} nodes: {findings.Count} findings in {seconds:0.00} s, {(GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6:0} MB allocated, {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB held");
        GC.KeepAlive(findings);
        GC.KeepAlive(snapshot);
        return seconds;
    }

    // The thread's own time: what else the machine does meanwhile does not count.
    private static double ThreadSeconds()
    {
        const int OfThisThread = 3; // CLOCK_THREAD_CPUTIME_ID
        long[] time = new long[2];
        return OperatingSystem.IsLinux() && ReadClock(OfThisThread, time) == 0
            ? time[0] + (time[1] / 1e9)
            : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ReadClock(int clock, [Out] long[] time);
}
