using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Probes;

/// <summary>
/// Whether a listener still speaks TLS 1.0 or 1.1. The platform's own TLS refuses to offer them, so the first message is written by hand;
/// the answer is a server's hello (record type 22) or an alert (21).
/// </summary>
internal static class TlsVersionProbe
{
    private const byte Handshake = 22;
    private const byte Alert = 21;

    /// <summary>Null where neither came.</summary>
    public static async Task<bool?> SpeaksAsync(
        ProbeConnection connection, SslProtocols version, byte[] before, CancellationToken cancellation)
    {
        byte minor = version switch
        {
#pragma warning disable CA5397, CS0618, SYSLIB0039 // Asking for the old versions is what this probe is for.
            SslProtocols.Tls => 1,
            SslProtocols.Tls11 => 2,
#pragma warning restore CA5397, CS0618, SYSLIB0039
            _ => throw new ArgumentOutOfRangeException(nameof(version)),
        };
        (ProbeReply reply, byte[] bytes) =
            await connection.AskAsync(connection.Stream, [.. before, .. ClientHello(minor)], cancellation).ConfigureAwait(false);
        return (reply, bytes.FirstOrDefault()) switch
        {
            (ProbeReply.Answer, Handshake) => true,
            (ProbeReply.Answer, Alert) or (ProbeReply.Closed, _) => false,
            _ => null,
        };
    }

    private static byte[] ClientHello(byte minor)
    {
        byte[] suites = [0xC0, 0x13, 0xC0, 0x14, 0xC0, 0x09, 0xC0, 0x0A, 0x00, 0x2F, 0x00, 0x35];
        byte[] name = Encoding.ASCII.GetBytes("localhost");
        byte[] extensions =
        [
            .. Extension(0, [.. Length(name.Length + 3), 0, .. Length(name.Length), .. name]), // server_name
            .. Extension(10, [0, 6, 0, 29, 0, 23, 0, 24]), // supported_groups
            .. Extension(11, [1, 0]), // ec_point_formats
        ];
        byte[] body =
        [
            3, minor, .. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray(), // version, random
            0, .. Length(suites.Length), .. suites, 1, 0, .. Length(extensions.Length), .. extensions,
        ];
        byte[] message = [1, 0, .. Length(body.Length), .. body];
        return [Handshake, 3, 1, .. Length(message.Length), .. message];
    }

    private static IEnumerable<byte> Extension(byte type, byte[] content) => [0, type, .. Length(content.Length), .. content];

    private static byte[] Length(int length) => [(byte)(length >> 8), (byte)length];
}
