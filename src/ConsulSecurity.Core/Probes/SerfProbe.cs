using System;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Probes;

/// <summary>Whether a Serf port (8301, 8302) talks to somebody without the gossip key: a ping in the clear, over TCP and over UDP.</summary>
internal sealed class SerfProbe(string host, int port, TimeSpan timeout)
{
    private const int UdpTries = 3;

    // memberlist's message types: what is encrypted is wrapped in this one.
    private const byte Encrypted = 10;
    private const byte Ping = 0;

    public async Task<SerfProbeResult> RunAsync(CancellationToken cancellation)
    {
        using ProbeConnection? connection = await ProbeConnection.OpenAsync(host, port, timeout, cancellation).ConfigureAwait(false);
        if (connection is null)
        {
            return SerfProbeResult.Unreachable;
        }

        (ProbeReply reply, byte[] bytes) = await connection.AskAsync(connection.Stream, Message(), cancellation).ConfigureAwait(false);
        bool? clear = reply switch
        {
            ProbeReply.Answer => bytes[0] != Encrypted,
            ProbeReply.Closed => false,
            _ => null,
        };
        return new SerfProbeResult(true, clear, await AnswersDatagramAsync(cancellation).ConfigureAwait(false));
    }

    // A node answers a ping that names no node.
    private static byte[] Message()
    {
        static byte[] Text(string text) => [(byte)(0xA0 | text.Length), .. Encoding.ASCII.GetBytes(text)];
        return [Ping, 0x82, .. Text("SeqNo"), 0x01, .. Text("Node"), .. Text(string.Empty)];
    }

    private async Task<bool> AnswersDatagramAsync(CancellationToken cancellation)
    {
        using var client = new UdpClient();
        client.Connect(host, port);
        byte[] message = Message();
        for (int i = 0; i < UdpTries; i++)
        {
            await client.SendAsync(message, message.Length).ConfigureAwait(false);
            Task<UdpReceiveResult> receive = client.ReceiveAsync();
            try
            {
                if (await ProbeConnection.InTimeAsync(receive, TimeSpan.FromTicks(timeout.Ticks / UdpTries), cancellation).ConfigureAwait(false))
                {
                    return receive.Result.Buffer.FirstOrDefault() != Encrypted;
                }
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return false;
    }
}
