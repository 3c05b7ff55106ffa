using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Core.Tests.Consul;

/// <summary>A fake of an agent that gives the answers in its script, for what Consul 1.8.7 cannot be made to say on demand.</summary>
internal sealed class FakeAgent : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Queue<string> _script;

    /// <param name="script">For each request <c>status text</c>, or <c>cut</c> to break the connection.</param>
    public FakeAgent(params string[] script)
    {
        _script = new Queue<string>(script);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public List<string> Requests { get; } = [];

    /// <summary>The body of each request that had one.</summary>
    public List<string> Bodies { get; } = [];

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (_script.Count > 0)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(CancellationToken.None);
            await using NetworkStream stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            Requests.Add((await reader.ReadLineAsync())!);
            string? header;
            int length = 0;
            while (!string.IsNullOrEmpty(header = await reader.ReadLineAsync()))
            {
                length = header.StartsWith("Content-Length: ", StringComparison.Ordinal) ? int.Parse(header.AsSpan(16), System.Globalization.CultureInfo.InvariantCulture) : length;
            }

            if (length > 0)
            {
                char[] body = new char[length];
                await reader.ReadBlockAsync(body);
                Bodies.Add(new string(body));
            }

            string answer = _script.Dequeue();
            if (answer != "cut")
            {
                string text = answer[4..];
                await stream.WriteAsync(Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 {answer[..3]} X\r\nContent-Length: {text.Length}\r\nConnection: close\r\n\r\n{text}"));
            }
        }
    }
}
