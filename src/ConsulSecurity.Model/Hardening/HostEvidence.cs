using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>
/// What was seen of the host that a node's agent runs on: its files, its process, its sockets. Only where the agent's configuration was
/// given and the agent, or its data, is on the host that looks. Holds no content of a file that is a secret.
/// </summary>
public sealed record HostEvidence
{
    /// <summary>The agent's files and folders: who owns them, who may read and change them.</summary>
    public Evidence<IReadOnlyList<FileEvidence>> Files { get; init; } = new();

    /// <summary>The running agent, as its host sees it.</summary>
    public Evidence<ProcessEvidence> Process { get; init; } = new();

    /// <summary>The sockets of the host that take connections or datagrams.</summary>
    public Evidence<IReadOnlyList<ListenerEvidence>> Listeners { get; init; } = new();

    /// <summary>The certificates that the configuration names, and their keys' files.</summary>
    public Evidence<IReadOnlyList<AgentCertificateEvidence>> Certificates { get; init; } = new();

    /// <summary>The keyring files in the data folder, by the fingerprints of their keys.</summary>
    public Evidence<IReadOnlyList<KeyringFileEvidence>> Keyrings { get; init; } = new();

    /// <summary>The properties of the agent's systemd unit, by name.</summary>
    public Evidence<IReadOnlyDictionary<string, string>> Unit { get; init; } = new();

    /// <summary>What the host's firewall does with what comes in.</summary>
    public Evidence<FirewallEvidence> Firewall { get; init; } = new();

    /// <summary>Whether the kernel's clock is kept in step with others.</summary>
    public Evidence<bool> ClockIsSynchronized { get; init; } = new();
}

/// <summary>A keyring file of the agent.</summary>
/// <param name="Ring"><c>local</c> for LAN, <c>remote</c> for WAN.</param>
/// <param name="Path">The file.</param>
/// <param name="Fingerprints">The keys, the primary one first.</param>
/// <param name="ChangedAt">When it was written last (UTC).</param>
public sealed record KeyringFileEvidence(string Ring, string Path, IReadOnlyList<string> Fingerprints, System.DateTimeOffset ChangedAt);

/// <summary>A socket that takes connections or datagrams from others.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Address">The address; all of them for <c>0.0.0.0</c> and <c>::</c>.</param>
/// <param name="Port">The port.</param>
/// <param name="ProcessId">The process; null where it may not be seen.</param>
/// <param name="ProcessName">Its name.</param>
public sealed record ListenerEvidence(FirewallProtocol Protocol, string Address, int Port, int? ProcessId, string? ProcessName);
