using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ConsulSecurity.Lab;

namespace ConsulSecurity.Integration.Tests.Firewall;

/// <summary>Whether one host of the lab gets through to a port of another.</summary>
internal static class Reach
{
    private static readonly byte[] s_dnsQuestion =
        [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 6, .. "consul"u8, 7, .. "service"u8, 6, .. "consul"u8, 0, 0, 1, 0, 1];

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

    private static bool Udp(NamespaceLab lab, string from, string address, int port, byte[] question) => lab.Inside(from, () =>
    {
        IPAddress ip = IPAddress.Parse(address);
        using var socket = new Socket(ip.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.SendTo(question, new IPEndPoint(ip, port));
        return socket.Poll(TimeSpan.FromSeconds(2), SelectMode.SelectRead);
    });
}
