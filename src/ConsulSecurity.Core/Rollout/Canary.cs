using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Rollout;

/// <summary>Writes a key and reads it a few times a second, through one agent or else another, to see how long the cluster is not available.</summary>
internal sealed class Canary : IDisposable
{
    private const string Key = "kv/consulsecurity/canary";
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);
    private static readonly RetryPolicy s_once = new() { WhileUnavailable = TimeSpan.Zero, WhileUnreachable = TimeSpan.Zero, TryTimeout = TimeSpan.FromSeconds(8) };

    private readonly ClusterAccess _access;
    private readonly ConsulNode[] _agents;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public Canary(ClusterAccess access)
    {
        _access = access;

        // Clients first: that is what applications use.
        _agents = [.. access.Nodes.OrderBy(n => n.IsServer).Take(2)];
        _run = Task.Run(RunAsync);
    }

    /// <summary>The longest time from one success to the next, less the interval.</summary>
    public TimeSpan Longest { get; private set; }

    public int Successes { get; private set; }

    /// <summary>Ends it, and takes its key away.</summary>
    public async Task StopAsync()
    {
        _stop.Cancel();
        await _run.ConfigureAwait(false);
        foreach (ConsulNode agent in _agents)
        {
            if (await TryAsync(agent, ConsulRequest.Delete(Key)).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        var since = Stopwatch.StartNew();
        while (!_stop.IsCancellationRequested)
        {
            foreach (ConsulNode agent in _agents)
            {
                if (await TryAsync(agent, ConsulRequest.Put(Key).WithBody("\"here\"")).ConfigureAwait(false)
                    && await TryAsync(agent, ConsulRequest.Get(Key)).ConfigureAwait(false))
                {
                    Successes++;
                    Longest = since.Elapsed > Longest ? since.Elapsed : Longest;
                    since.Restart();
                    break;
                }
            }

            await Task.WhenAny(Task.Delay(Successes > 0 && since.Elapsed < s_interval ? s_interval : TimeSpan.FromMilliseconds(50), _stop.Token)).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryAsync(ConsulNode agent, ConsulRequest request)
    {
        try
        {
            ConsulConnection connection = _access.Client(agent).Connection;
            return (await new ConsulClient(connection, null, s_once).AskAsync(request, CancellationToken.None).ConfigureAwait(false)).IsSuccess;
        }
        catch (ConsulSecurityException)
        {
            // The way to the agent may have changed: found by asking.
            await _access.AskAsync(agent, "status/leader", CancellationToken.None).ConfigureAwait(false);
            return false;
        }
    }
}
