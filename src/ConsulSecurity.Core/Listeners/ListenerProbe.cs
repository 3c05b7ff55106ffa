using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Probes;

namespace ConsulSecurity.Listeners;

/// <summary>
/// Whether applications behind sidecars answer from here, over TCP and UDP: what their sockets promise, seen from another host (MSH-26, and
/// NET-20 for Envoy's administration). Nothing is sent but a connection attempt and a datagram of one byte.
/// </summary>
internal sealed class ListenerProbe(TimeSpan timeout)
{
    private const int AtOnce = 64;
    private const int LargestDatagram = 65536;

    private static readonly byte[] s_datagram = [0];

    private enum Reply
    {
        Answer,
        Refused,
        Silence,
    }

    public async Task<IReadOnlyList<ListenerFinding>> RunAsync(IReadOnlyList<ProbeTarget> targets, CancellationToken cancellation)
    {
        using var gate = new SemaphoreSlim(AtOnce);
        var probes = new List<Task<ListenerFinding>>();
        foreach (ProbeTarget target in targets)
        {
            probes.Add(Gated(gate, () => TcpAsync(target, cancellation), cancellation));
            probes.Add(Gated(gate, () => UdpAsync(target, cancellation), cancellation));
        }

        return await Task.WhenAll(probes).ConfigureAwait(false);
    }

    private static async Task<ListenerFinding> Gated(SemaphoreSlim gate, Func<Task<ListenerFinding>> probe, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await probe().ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<ListenerFinding> TcpAsync(ProbeTarget target, CancellationToken cancellation)
    {
        using var socket = new Socket(target.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            bool isConnected = await ProbeConnection.InTimeAsync(socket.ConnectAsync(target.Address, target.Port), timeout, cancellation).ConfigureAwait(false);
            return Judge(target, FirewallProtocol.Tcp, isConnected ? Reply.Answer : Reply.Silence);
        }
        catch (SocketException)
        {
            return Judge(target, FirewallProtocol.Tcp, Reply.Refused);
        }
    }

    private async Task<ListenerFinding> UdpAsync(ProbeTarget target, CancellationToken cancellation)
    {
        using var socket = new Socket(target.Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(target.Address, target.Port);
            socket.Send(s_datagram);
            var buffer = new ArraySegment<byte>(new byte[LargestDatagram]);
            bool isAnswered = await ProbeConnection.InTimeAsync(socket.ReceiveAsync(buffer, SocketFlags.None), timeout, cancellation).ConfigureAwait(false);
            return Judge(target, FirewallProtocol.Udp, isAnswered ? Reply.Answer : Reply.Silence);
        }
        catch (SocketException)
        {
            return Judge(target, FirewallProtocol.Udp, Reply.Refused);
        }
    }

    private static ListenerFinding Judge(ProbeTarget target, FirewallProtocol protocol, Reply reply)
    {
        string where = $"{new IPEndPoint(target.Address, target.Port)}/{(protocol == FirewallProtocol.Tcp ? "tcp" : "udp")}";
        (FindingOutcome outcome, string reason) = (reply, protocol) switch
        {
            (Reply.Answer, _) => (FindingOutcome.Fail, $"{target.What} answers from here on {where}, so whoever is where we are gets past the sidecar and every intention: bind it to 127.0.0.1, or cut it off."),
            (Reply.Refused, _) => (FindingOutcome.Pass, $"{target.What} does not answer from here on {where}: it is refused."),
            (_, FirewallProtocol.Tcp) => (FindingOutcome.Pass, $"{target.What} does not answer from here on {where}: nothing comes back."),
            _ => (FindingOutcome.Unknown, $"On {where} nothing comes back, which says of UDP only that {target.What} did not answer: look on its host as well."),
        };
        return new ListenerFinding
        {
            Id = target.Rule,
            Severity = target.Rule == ProbeTarget.Application ? Severity.Critical : Severity.High,
            Outcome = outcome,
            Protocol = protocol,
            Address = target.Address.ToString(),
            Port = target.Port,
            Reason = reason,
        };
    }
}
