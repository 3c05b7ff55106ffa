using System;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Probes;

/// <summary>Whether a DNS port answers somebody unknown, over TCP or UDP: a question for the servers of the cluster itself.</summary>
internal sealed class DnsProbe(string host, int port, TimeSpan timeout)
{
    private const int Header = 12;
    private const byte IsResponse = 0x80;
    private const byte RecursionAvailable = 0x80;

    private static readonly string[] s_name = ["consul", "service", "consul"];

    /// <summary>What came back; null where nothing did.</summary>
    public async Task<DnsEvidence?> RunAsync(CancellationToken cancellation) =>
        await OverTcpAsync(cancellation).ConfigureAwait(false) ?? await OverUdpAsync(cancellation).ConfigureAwait(false);

    // RFC 1035: id, recursion desired, one question for A of consul.service.consul.
    private static byte[] Question() =>
    [
        0x43, 0x53, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0,
        .. s_name.SelectMany(label => new[] { (byte)label.Length }.Concat(Encoding.ASCII.GetBytes(label))),
        0, 0, 1, 0, 1,
    ];

    private async Task<DnsEvidence?> OverTcpAsync(CancellationToken cancellation)
    {
        using ProbeConnection? connection = await ProbeConnection.OpenAsync(host, port, timeout, cancellation).ConfigureAwait(false);
        if (connection is null)
        {
            return null;
        }

        byte[] question = Question();
        (ProbeReply reply, byte[] bytes) = await connection.AskAsync(connection.Stream, [0, (byte)question.Length, .. question], cancellation).ConfigureAwait(false);
        return reply == ProbeReply.Answer && bytes.Length > 2 ? Read([.. bytes.Skip(2)]) : null;
    }

    private async Task<DnsEvidence?> OverUdpAsync(CancellationToken cancellation)
    {
        using var client = new UdpClient();
        try
        {
            client.Connect(host, port);
            byte[] question = Question();
            await client.SendAsync(question, question.Length).ConfigureAwait(false);
            Task<UdpReceiveResult> receive = client.ReceiveAsync();
            return await ProbeConnection.InTimeAsync(receive, timeout, cancellation).ConfigureAwait(false) ? Read(receive.Result.Buffer) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static DnsEvidence? Read(byte[] answer) => answer.Length >= Header && (answer[2] & IsResponse) != 0
        ? new DnsEvidence((answer[3] & RecursionAvailable) != 0, answer[3] & 0xF)
        : null;
}
