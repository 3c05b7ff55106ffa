using System;
using System.Diagnostics;
using System.Globalization;

namespace ConsulSecurity.Certificates;

/// <summary>Tells now and then how far a batch is; many certificates a millisecond would otherwise be as many messages.</summary>
internal sealed class BatchProgress(IOperationLog log, int before, int size)
{
    private const long IntervalMilliseconds = 250;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly object _lock = new();
    private long _next = IntervalMilliseconds;

    /// <summary>Called from any thread with the number that is made.</summary>
    public void Report(int made)
    {
        long elapsed = _watch.ElapsedMilliseconds;
        if (elapsed < _next)
        {
            return;
        }

        lock (_lock)
        {
            if (elapsed < _next)
            {
                return;
            }

            _next = elapsed + IntervalMilliseconds;
        }

        int remaining = (int)Math.Ceiling((size - made) * (elapsed / 1000.0) / made);
        log.Progress(new OperationProgress(
            "Making certificates",
            string.Format(CultureInfo.CurrentCulture, "{0:N0} made, {1:N0} a second", before + made, made * 1000.0 / elapsed),
            100 * made / size,
            remaining)
        {
            Completed = made == size,
        });
    }
}
