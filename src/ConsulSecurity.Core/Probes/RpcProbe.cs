using System;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Probes;

/// <summary>
/// What a server's RPC port (8300) does with somebody who has nothing: the truth of <c>verify_incoming</c>, whatever the files and the
/// agent say of it. The question is <c>Status.Ping</c>, which every server answers to whoever it lets in.
/// </summary>
internal sealed class RpcProbe(string host, int port, TimeSpan timeout)
{
    // The first byte of a connection says what it is for.
    private const byte Consul = 0x00;
    private const byte Tls = 0x03;

    public async Task<RpcProbeResult> RunAsync(CancellationToken cancellation)
    {
        bool? plain = await AsksInClearAsync(cancellation).ConfigureAwait(false);
        if (plain is null)
        {
            return RpcProbeResult.Unreachable;
        }

        return new RpcProbeResult(true, plain, await SetUpTlsAsync(cancellation).ConfigureAwait(false), await SpeaksOldTlsAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>A call in the form of net/rpc with msgpack: the header, then an empty argument.</summary>
    internal static byte[] Ping()
    {
        static byte[] Text(string text) => [(byte)(0xA0 | text.Length), .. Encoding.ASCII.GetBytes(text)];
        return [Consul, 0x82, .. Text("ServiceMethod"), .. Text("Status.Ping"), .. Text("Seq"), 0x01, 0x80];
    }

    private async Task<bool?> AsksInClearAsync(CancellationToken cancellation)
    {
        using ProbeConnection? connection = await ProbeConnection.OpenAsync(host, port, timeout, cancellation).ConfigureAwait(false);
        return connection is null ? null : (await connection.AskAsync(connection.Stream, Ping(), cancellation).ConfigureAwait(false)).Reply != ProbeReply.Closed;
    }

    private async Task<TlsProbeResult?> SetUpTlsAsync(CancellationToken cancellation)
    {
        using ProbeConnection? connection = await ProbeConnection.OpenAsync(host, port, timeout, cancellation).ConfigureAwait(false);
        if (connection is null)
        {
            return null;
        }

        await connection.Stream.WriteAsync([Tls], 0, 1, cancellation).ConfigureAwait(false);
        return await TlsProbe.RunAsync(connection, Ping(), timeout, cancellation).ConfigureAwait(false);
    }

    private async Task<bool?> SpeaksOldTlsAsync(CancellationToken cancellation)
    {
        using ProbeConnection? connection = await ProbeConnection.OpenAsync(host, port, timeout, cancellation).ConfigureAwait(false);
#pragma warning disable CA5397, CS0618, SYSLIB0039 // Asking for an old version is what this probe is for.
        return connection is null ? null : await TlsVersionProbe.SpeaksAsync(connection, SslProtocols.Tls11, [Tls], cancellation).ConfigureAwait(false);
#pragma warning restore CA5397, CS0618, SYSLIB0039
    }
}
