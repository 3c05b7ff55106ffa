using System.Net;

namespace ConsulSecurity.Listeners;

/// <summary>A socket that takes connections or datagrams from others.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Address">The address; all of them for <c>0.0.0.0</c> and <c>::</c>.</param>
/// <param name="Port">The port.</param>
/// <param name="ProcessId">The process; null where it may not be seen.</param>
/// <param name="ProcessName">Its name.</param>
internal sealed record ListeningSocket(FirewallProtocol Protocol, IPAddress Address, int Port, int? ProcessId, string? ProcessName)
{
    public bool IsBeyondLoopback =>
        !IPAddress.IsLoopback(Address) && !(Address.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(Address.MapToIPv4()));

    /// <summary>For example <c>'nginx' (812)</c>.</summary>
    public string Process => ProcessId is { } id ? $"'{ProcessName}' ({id})" : "a process that this account may not see";

    public string Endpoint => new IPEndPoint(Address, Port).ToString();
}

/// <summary>Sockets as snapshots keep them.</summary>
internal static class ListenerEvidences
{
    public static ListeningSocket ToSocket(this ListenerEvidence seen) => new(seen.Protocol, IPAddress.Parse(seen.Address), seen.Port, seen.ProcessId, seen.ProcessName);
}
