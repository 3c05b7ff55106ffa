using System;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ConsulSecurity.Lab;

/// <summary>
/// 254 loopback addresses that no other cluster of the lab has, in this process or another: each agent gets its own address
/// and keeps Consul's default ports. The block is held by a socket that listens on its last address.
/// </summary>
internal sealed class LoopbackBlock : IDisposable
{
    private const int LastHost = 254;
    private static readonly int[] s_ports = [8300, 8301, 8302, 8500, 8501, 8502, 8600];

    private readonly string _prefix;
    private readonly Socket _holder;

    private LoopbackBlock(string prefix, Socket holder)
    {
        _prefix = prefix;
        _holder = holder;
    }

    /// <summary>Takes a free block.</summary>
    /// <param name="hosts">How many addresses will be used.</param>
    public static LoopbackBlock Take(int hosts)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new LabException("The lab runs on Linux only: elsewhere 127.0.0.0/8 is one address.");
        }

        SocketException? last = null;
        for (int attempt = 0; attempt < 20; attempt++)
        {
            string prefix = $"127.{RandomNumberGenerator.GetInt32(1, 255)}.{RandomNumberGenerator.GetInt32(0, 255)}.";
            try
            {
                return new LoopbackBlock(prefix, TakeAll(prefix, hosts));
            }
            catch (SocketException exception)
            {
                last = exception;
            }
        }

        throw new LabException("No loopback addresses with Consul's ports free: does something listen on 0.0.0.0:8300-8600?", last);
    }

    /// <summary>The address of one agent.</summary>
    /// <param name="host">1 to 253.</param>
    public string Address(int host) => _prefix + host;

    /// <inheritdoc/>
    public void Dispose() => _holder.Dispose();

    private static Socket TakeAll(string prefix, int hosts)
    {
        Socket holder = Bind(prefix + LastHost, s_ports[0]);
        try
        {
            for (int host = 1; host <= hosts; host++)
            {
                foreach (int port in s_ports)
                {
                    Bind(prefix + host, port).Dispose();
                }
            }

            return holder;
        }
        catch
        {
            holder.Dispose();
            throw;
        }
    }

    private static Socket Bind(string address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), port));
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
