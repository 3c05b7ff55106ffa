using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Lab;

/// <summary>Waits for something to become true, and says what was seen last when it does not.</summary>
public static class Poll
{
    /// <summary>Asks again every 50 ms until the answer is null (all is well) or the time is over.</summary>
    /// <param name="complaint">Null when the condition holds, else what is still missing.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LabException">The time is over.</exception>
    public static async Task UntilAsync(
        Func<Task<string?>> complaint, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            string? missing = await complaint();
            if (missing is null)
            {
                return;
            }

            if (clock.Elapsed > timeout)
            {
                throw new LabException($"Not within {timeout.TotalSeconds:0} s: {missing}");
            }

            await Task.Delay(50, cancellationToken);
        }
    }
}
