using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Probes;

/// <summary>A TCP connection to look at one answer: every wait on it ends in time.</summary>
internal sealed class ProbeConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly TimeSpan _timeout;

    private ProbeConnection(TimeSpan timeout) => _timeout = timeout;

    public NetworkStream Stream => _client.GetStream();

    /// <summary>Connects; null where nothing listens or nothing answers in time.</summary>
    public static async Task<ProbeConnection?> OpenAsync(string host, int port, TimeSpan timeout, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var connection = new ProbeConnection(timeout);
        try
        {
            Task connect = connection._client.ConnectAsync(host, port);
            if (await InTimeAsync(connect, timeout, cancellation).ConfigureAwait(false))
            {
                return connection;
            }
        }
        catch (SocketException)
        {
            // Refused and unreachable are the same to the one who asks.
        }

        connection.Dispose();
        cancellation.ThrowIfCancellationRequested();
        return null;
    }

    /// <summary>Sends, and reads what comes first: bytes, an end, or nothing in time.</summary>
    public async Task<(ProbeReply Reply, byte[] Bytes)> AskAsync(Stream stream, byte[] question, CancellationToken cancellation)
    {
        byte[] buffer = new byte[4096];
        try
        {
            await stream.WriteAsync(question, 0, question.Length, cancellation).ConfigureAwait(false);
            await stream.FlushAsync(cancellation).ConfigureAwait(false);
            Task<int> read = stream.ReadAsync(buffer, 0, buffer.Length, cancellation);
            if (!await InTimeAsync(read, _timeout, cancellation).ConfigureAwait(false))
            {
                return (ProbeReply.Silence, []);
            }

            int count = await read.ConfigureAwait(false);
            Array.Resize(ref buffer, count);
            return (count > 0 ? ProbeReply.Answer : ProbeReply.Closed, buffer);
        }
        catch (IOException)
        {
            return (ProbeReply.Closed, []);
        }
    }

    public void Dispose() => _client.Dispose();

    internal static async Task<bool> InTimeAsync(Task task, TimeSpan timeout, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task first = await Task.WhenAny(task, Task.Delay(timeout, stop.Token)).ConfigureAwait(false);
        stop.Cancel();
        cancellation.ThrowIfCancellationRequested();
        if (first != task)
        {
            // Nobody will look at how it ends.
            _ = task.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return false;
        }

        await task.ConfigureAwait(false);
        return true;
    }
}
