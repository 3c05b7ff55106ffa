using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using ConsulSecurity.Lab;

namespace ConsulSecurity.Integration.Tests.Firewall;

/// <summary>Whether one host of the lab gets through to a port of another.</summary>
internal static class Reach
{
    private static readonly byte[] s_dnsQuestion =
        [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 6, .. "consul"u8, 7, .. "service"u8, 6, .. "consul"u8, 0, 0, 1, 0, 1];

    // Within a namespace nothing is slow: what was not heard of in this time was dropped.
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(1);

    public static bool Tcp(NamespaceLab lab, string from, string address, int port) => lab.Inside(from, () =>
    {
        IPAddress ip = IPAddress.Parse(address);
        using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

        // Within a namespace nothing is slow: what does not answer in this time was dropped.
        socket.Blocking = false;
        try
        {
            socket.Connect(ip, port);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            return socket.Poll(TimeSpan.FromSeconds(2), SelectMode.SelectWrite) && (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! == 0;
        }

        return true;
    });

    /// <summary>Whether Serf answers a ping in the clear.</summary>
    public static bool Serf(NamespaceLab lab, string from, string address, int port, string node) =>
        Udp(lab, from, address, port, [0, 0x82, 0xA5, .. "SeqNo"u8, 1, 0xA4, .. "Node"u8, (byte)(0xA0 + node.Length), .. Encoding.ASCII.GetBytes(node)]);

    public static bool Dns(NamespaceLab lab, string from, string address, int port) => Udp(lab, from, address, port, s_dnsQuestion);

    /// <summary>Of many ports those from which anything comes back: a connection, a refusal, an ICMP message.</summary>
    public static int[] NotSilent(NamespaceLab lab, string from, string address, FirewallProtocol protocol, IReadOnlyList<int> ports) => lab.Inside(from, () =>
    {
        IPAddress ip = IPAddress.Parse(address);
        Socket[] sockets = [.. ports.Select(port => Send(ip, port, protocol))];
        Thread.Sleep(s_silence);
        int[] heard = [.. ports.Where((_, i) => (int)sockets[i].GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! != 0 || sockets[i].Poll(0, Heard(protocol)))];
        Array.ForEach(sockets, socket => socket.Dispose());
        return heard;
    });

    private static SelectMode Heard(FirewallProtocol protocol) => protocol == FirewallProtocol.Tcp ? SelectMode.SelectWrite : SelectMode.SelectRead;

    private static Socket Send(IPAddress ip, int port, FirewallProtocol protocol)
    {
        bool isTcp = protocol == FirewallProtocol.Tcp;
        var socket = new Socket(ip.AddressFamily, isTcp ? SocketType.Stream : SocketType.Dgram, isTcp ? ProtocolType.Tcp : ProtocolType.Udp) { Blocking = false };
        try
        {
            socket.Connect(ip, port);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            return socket;
        }

        if (!isTcp)
        {
            socket.Send([0]);
        }

        return socket;
    }

    private static bool Udp(NamespaceLab lab, string from, string address, int port, byte[] question) => lab.Inside(from, () =>
    {
        IPAddress ip = IPAddress.Parse(address);
        using var socket = new Socket(ip.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.SendTo(question, new IPEndPoint(ip, port));
        return socket.Poll(TimeSpan.FromSeconds(2), SelectMode.SelectRead);
    });
}
