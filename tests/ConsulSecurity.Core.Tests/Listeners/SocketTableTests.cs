using System.Linq;
using System.Net;
using System.Net.Sockets;
using ConsulSecurity.Listeners;
using Xunit;

namespace ConsulSecurity.Core.Tests.Listeners;

public class SocketTableTests
{
    [Theory]
    [InlineData("0100007F", "127.0.0.1")]
    [InlineData("00000000", "0.0.0.0")]
    [InlineData("00000000000000000000000001000000", "::1")]
    [InlineData("0000000000000000FFFF00000100007F", "::ffff:127.0.0.1")]
    public void An_address_is_read_as_the_kernel_prints_it(string hex, string address) =>
        Assert.Equal(IPAddress.Parse(address), ProcSocketTable.ParseAddress(hex));

    [Theory]
    [InlineData("127.0.0.1", SocketType.Stream, false)]
    [InlineData("0.0.0.0", SocketType.Stream, true)]
    [InlineData("::1", SocketType.Stream, false)]
    [InlineData("::", SocketType.Stream, true)]
    [InlineData("127.0.0.1", SocketType.Dgram, false)]
    [InlineData("::", SocketType.Dgram, true)]
    public void A_socket_of_this_process_is_found_with_its_process(string address, SocketType type, bool isBeyondLoopback)
    {
        if (!System.OperatingSystem.IsLinux())
        {
            return;
        }

        IPAddress ip = IPAddress.Parse(address);
        using var socket = new Socket(ip.AddressFamily, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        socket.Bind(new IPEndPoint(ip, 0));
        if (type == SocketType.Stream)
        {
            socket.Listen();
        }

        int port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        ListeningSocket found = new ProcSocketTable().Read().Single(
            s => s.Port == port && s.Address.Equals(ip) && s.Protocol == (type == SocketType.Stream ? FirewallProtocol.Tcp : FirewallProtocol.Udp));

        Assert.Equal(System.Environment.ProcessId, found.ProcessId);
        Assert.Equal(isBeyondLoopback, found.IsBeyondLoopback);
    }

    [Fact]
    public void What_Windows_prints_is_read_in_any_language()
    {
        const string Text = """

            Aktive Verbindungen

              Proto  Lokale Adresse         Remoteadresse          Status           PID
              TCP    0.0.0.0:8080           0.0.0.0:0              ABHÖREN          812
              TCP    10.0.0.1:8300          10.0.0.2:50100         HERGESTELLT      900
              TCP    [::1]:8500             [::]:0                 ABHÖREN          900
              UDP    10.0.0.1:8301          *:*                                     900
            """;

        Assert.Equal(
            ["Tcp 0.0.0.0:8080 'p812' (812)", "Tcp [::1]:8500 'p900' (900)", "Udp 10.0.0.1:8301 'p900' (900)"],
            NetstatSocketTable.Parse(Text, id => $"p{id}").Select(s => $"{s.Protocol} {s.Endpoint} {s.Process}"));
    }
}
