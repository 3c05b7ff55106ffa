using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Consul;

/// <summary>Many requests at once: fewer than Consul lets one address open.</summary>
internal static class AtOnce
{
    public const int Limit = 128;

    /// <summary>Does the work for every item; the results come in the items' order.</summary>
    public static async Task<IReadOnlyList<TResult>> ForEachAsync<T, TResult>(IReadOnlyList<T> items, Func<T, Task<TResult>> work)
    {
        var results = new TResult[items.Count];
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Limit, items.Count)).Select(_ => TakeAsync())).ConfigureAwait(false);
        return results;

        async Task TakeAsync()
        {
            for (int i = Interlocked.Increment(ref next); i < items.Count; i = Interlocked.Increment(ref next))
            {
                results[i] = await work(items[i]).ConfigureAwait(false);
            }
        }
    }
}
