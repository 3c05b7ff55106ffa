using System;
using System.Net;

namespace ConsulSecurity.Hardening;

/// <summary>What an address in a setting says of who can reach it.</summary>
internal static class Addresses
{
    /// <summary>The host in <c>tcp://host:port</c>.</summary>
    public static string HostOf(string listener) => Uri.TryCreate(listener, UriKind.Absolute, out Uri? uri) ? uri.Host : listener;

    /// <summary>Whether it is the address at which every host finds itself, so that what answers there need not answer others.</summary>
    public static bool IsThisHost(string address) => address is "127.0.0.1" or "::1" or "localhost";

    /// <summary>The host in <c>host:port</c>, <c>[host]:port</c> or <c>host</c>.</summary>
    public static string WithoutPort(string target)
    {
        int colon = target.LastIndexOf(':');
        return target.StartsWith("[", StringComparison.Ordinal) ? target.Split(']')[0].TrimStart('[')
            : colon > 0 && target.IndexOf(':') == colon ? target.Substring(0, colon) : target;
    }

    public static bool IsLoopback(string address) =>
        IPAddress.TryParse(address.Trim('[', ']'), out IPAddress? ip) ? IPAddress.IsLoopback(ip) : address == "localhost";

    /// <summary>Whether it is an address of no internet: loopback, private, link-local, shared, unique local.</summary>
    public static bool IsPrivate(string address)
    {
        if (!IPAddress.TryParse(address.Trim('[', ']'), out IPAddress? ip))
        {
            return address == "localhost";
        }

        byte[] b = ip.GetAddressBytes();
        return IPAddress.IsLoopback(ip) || (b.Length == 4
            ? b[0] == 10 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 169 && b[1] == 254) || (b[0] == 100 && b[1] is >= 64 and < 128)
            : (b[0] & 0xFE) == 0xFC || ip.IsIPv6LinkLocal);
    }
}
