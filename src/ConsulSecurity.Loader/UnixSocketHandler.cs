using System;
using System.Net.Http;
using System.Net.Sockets;
using System.Reflection;

namespace ConsulSecurity.Loader;

/// <summary>HTTP over a unix socket, which netstandard2.0 cannot do.</summary>
public static class UnixSocketHandler
{
    /// <summary>Makes a handler whose connections all go to one socket.</summary>
    /// <param name="path">The path of the socket.</param>
    /// <returns>The handler; the caller disposes it.</returns>
    public static HttpMessageHandler Create(string path) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>Hands the handler to Core, which cannot refer to this assembly.</summary>
    internal static void Register(Assembly core) =>
        core.GetType("ConsulSecurity.Consul.HttpTransport", throwOnError: true)!
            .GetProperty("UnixSocketHandler")!
            .SetValue(null, (Func<string, HttpMessageHandler>)Create);
}
