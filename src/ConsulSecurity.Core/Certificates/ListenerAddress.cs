using System;
using System.Globalization;
using System.Linq;

namespace ConsulSecurity.Certificates;

/// <summary>A listener of an agent: host and port, and whether Consul's RPC byte goes before TLS.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">The port.</param>
/// <param name="IsRpc">Whether it is the port that servers talk to each other on (8300).</param>
internal sealed record ListenerAddress(string Host, int Port, bool IsRpc)
{
    public const int HttpsPort = 8501;
    private const int RpcPort = 8300;

    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>[v6]:port</c>, <c>v6</c> or an https URL.</summary>
    /// <exception cref="ConsulSecurityException"><c>ListenerAddressInvalid</c>.</exception>
    public static ListenerAddress Parse(string text, int? port = null, bool rpc = false)
    {
        string rest = text.Trim();
        int scheme = rest.IndexOf("://", StringComparison.Ordinal);
        rest = (scheme < 0 ? rest : rest.Substring(scheme + 3)).TrimEnd('/');
        string host = rest;
        int colon = rest.LastIndexOf(':');
        bool hasPort = colon >= 0 && (rest.IndexOf(':') == colon || (rest.StartsWith("[", StringComparison.Ordinal) && rest[colon - 1] == ']'));
        if (hasPort)
        {
            host = rest.Substring(0, colon);
            port = int.TryParse(rest.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw CertificateErrors.ListenerAddressInvalid(text);
        }

        host = host.Trim('[', ']');
        int found = port ?? HttpsPort;
        return host.Length > 0 && found is > 0 and <= 65535
            ? new ListenerAddress(host, found, rpc || found == RpcPort)
            : throw CertificateErrors.ListenerAddressInvalid(text);
    }

    /// <summary>The HTTPS listener of the agent behind a connection: the connection's own, or the usual port of the same host.</summary>
    public static ListenerAddress HttpsOf(ConsulConnection connection) => new(
        connection.Address.Host.Length > 0 ? connection.Address.Host.Trim('[', ']') : "127.0.0.1",
        connection.Address.Scheme == Uri.UriSchemeHttps ? connection.Address.Port : HttpsPort,
        IsRpc: false);

    /// <summary>The host of what <see cref="ToString"/> gave; null for the path of a file.</summary>
    public static string? HostOf(string? text)
    {
        int colon = text?.LastIndexOf(':') ?? -1;
        return colon > 0 && colon < text!.Length - 1 && text.Skip(colon + 1).All(char.IsDigit) && text.IndexOfAny(['/', '\\']) < 0
            ? text.Substring(0, colon)
            : null;
    }

    public override string ToString() => (Host.IndexOf(':') >= 0 ? "[" + Host + "]" : Host) + ":" + Port.ToString(CultureInfo.InvariantCulture);
}
