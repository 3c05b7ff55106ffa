using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Listeners;

/// <summary>Where an agent says that it listens.</summary>
/// <param name="Purpose">What for, for example <c>HTTP API</c>.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Address">The address.</param>
/// <param name="Port">The port.</param>
internal sealed record DeclaredListener(string Purpose, FirewallProtocol Protocol, IPAddress Address, int Port)
{
    /// <param name="config"><c>DebugConfig</c> of <c>/v1/agent/self</c>.</param>
    public static IReadOnlyList<DeclaredListener> Read(JObject config)
    {
        bool isServer = (bool?)config["ServerMode"] ?? false;
        return
        [
            .. isServer ? Texts(config, "RPCBindAddr").SelectMany(a => Parse("server RPC", a, udpToo: false)) : [],
            .. Texts(config, "SerfBindAddrLAN").SelectMany(a => Parse("LAN gossip", a, udpToo: true)),
            .. isServer ? Texts(config, "SerfBindAddrWAN").SelectMany(a => Parse("WAN gossip", a, udpToo: true)) : [],
            .. Texts(config, "HTTPAddrs").SelectMany(a => Parse("HTTP API", a, udpToo: false)),
            .. Texts(config, "HTTPSAddrs").SelectMany(a => Parse("HTTPS API", a, udpToo: false)),
            .. Texts(config, "GRPCAddrs").SelectMany(a => Parse("gRPC", a, udpToo: false)),
            .. Texts(config, "GRPCTLSAddrs").SelectMany(a => Parse("gRPC with TLS", a, udpToo: false)),
            .. Texts(config, "DNSAddrs").SelectMany(a => Parse("DNS", a, udpToo: false)),
        ];
    }

    public bool Fits(ListeningSocket socket) => Protocol == socket.Protocol && Port == socket.Port && IsSame(Address, socket.Address);

    // Go listens on :: for both families where 0.0.0.0 was said.
    private static bool IsSame(IPAddress declared, IPAddress actual) => declared.Equals(actual) || (IsAny(declared) && IsAny(actual));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static IEnumerable<string> Texts(JObject config, string name) => config[name] switch
    {
        JArray list => list.Select(item => (string?)item ?? string.Empty),
        JValue { Type: JTokenType.String } value => [(string)value!],
        _ => [],
    };

    private static IEnumerable<DeclaredListener> Parse(string purpose, string text, bool udpToo)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Port < 1 || !IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? address))
        {
            yield break;
        }

        yield return new DeclaredListener(purpose, uri.Scheme == "udp" ? FirewallProtocol.Udp : FirewallProtocol.Tcp, address, uri.Port);
        if (udpToo)
        {
            yield return new DeclaredListener(purpose, FirewallProtocol.Udp, address, uri.Port);
        }
    }
}
