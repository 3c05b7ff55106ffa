using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Integration.Tests.Connect;

/// <summary>New connections at a steady pace, each tried once more when it breaks; counts what became of them.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _attempts = [];
    private readonly Task _pace;
    private int _retried;
    private int _failed;

    public Traffic(int port) => _pace = PaceAsync(port);

    /// <summary>Waits for the connections that are under way, and gives the counts.</summary>
    public async Task<(int Attempts, int Retried, int Failed)> EndAsync()
    {
        await _stop.CancelAsync();
        await _pace;
        await Task.WhenAll(_attempts);
        return (_attempts.Count, _retried, _failed);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    private async Task PaceAsync(int port)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!_stop.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            _attempts.Add(AttemptAsync(port));
        }
    }

    private async Task AttemptAsync(int port)
    {
        if (await EchoServer.AnswersAsync(port))
        {
            return;
        }

        Interlocked.Increment(ref _retried);
        if (!await EchoServer.AnswersAsync(port))
        {
            Interlocked.Increment(ref _failed);
        }
    }
}
