using System;
using System.Collections.Generic;

namespace ConsulSecurity.Gossip;

/// <summary>The errors of gossip keys: message and id in one place.</summary>
internal static class GossipErrors
{
    public const string KeyringFailedId = "GossipKeyringFailed";

    public static ConsulSecurityException KeyNotBase64() => new(
        "GossipKeyNotBase64",
        ConsulErrorKind.InvalidArgument,
        "The gossip key is not base64: give 16, 24 or 32 bytes in base64, as New-ConsulGossipKey or 'consul keygen' makes them.");

    public static ConsulSecurityException KeySizeInvalid(int bytes) => new(
        "GossipKeySizeInvalid",
        ConsulErrorKind.InvalidArgument,
        $"The gossip key has {bytes} bytes where Consul takes 16, 24 or 32: make one with New-ConsulGossipKey.");

    public static ConsulSecurityException NotEncrypted(ConsulConnection connection, Exception cause) => new(
        "GossipNotEncrypted",
        ConsulErrorKind.InvalidState,
        $"Gossip is not encrypted in the cluster behind '{connection}', so it has no keys: turn encryption on with Enable-ConsulGossipEncryption.",
        connection.ToString(),
        cause);

    public static ConsulSecurityException KeyringNeedsServer(ConsulConnection connection, Exception cause) => new(
        "GossipKeyringNeedsServer",
        ConsulErrorKind.InvalidArgument,
        $"The agent at '{connection}' is a client, and only servers answer for the keyring: connect to a server (Connect-Consul).",
        connection.ToString(),
        cause);

    public static ConsulSecurityException KeyringFailed(ConsulConnection connection, string reason, ConsulSecurityException cause) => new(
        KeyringFailedId,
        ConsulErrorKind.InvalidState,
        $"Not every node behind '{connection}' took part in the keyring operation ({reason}): "
        + "see that all members are alive ('consul members'), then run the command again; no key was lost.",
        connection.ToString(),
        cause)
    { Detail = cause.Detail };

    public static ConsulSecurityException MemberFailed(IReadOnlyList<string> names) => new(
        "GossipMemberFailed",
        ConsulErrorKind.InvalidState,
        $"The members '{string.Join("', '", names)}' have failed and would be locked out by a new gossip key, so nothing was removed: "
        + "start them, or remove them with 'consul force-leave', then run the command again (-Force leaves them behind).",
        names);

    public static ConsulSecurityException DatacenterUnreachable(IReadOnlyList<string> names) => new(
        "GossipDatacenterUnreachable",
        ConsulErrorKind.Unreachable,
        $"The datacenter '{string.Join("', '", names)}' does not answer for its gossip rings, so no key was removed: "
        + "restore the connection between the datacenters, then run the command again.",
        names);

    public static ConsulSecurityException KeyNotFollowed(GossipKey key, string what, IReadOnlyList<string> behind, TimeSpan after) => new(
        "GossipKeyNotFollowed",
        ConsulErrorKind.Timeout,
        $"After {after.TotalSeconds:0.#} s not all nodes {what} the {key}: {string.Join(", ", behind)}; "
        + "the old key goes on working: look at those nodes, then run the command again.",
        key.Fingerprint);

    public static ConsulSecurityException KeyIsPrimary(string fingerprint, string ring) => new(
        "GossipKeyIsPrimary",
        ConsulErrorKind.InvalidState,
        $"The gossip key {fingerprint} is the primary one on {ring} and cannot be removed: rotate to another with Update-ConsulGossipKey first.",
        fingerprint);

    public static ConsulSecurityException KeyNotInstalled(string fingerprint) => new(
        "GossipKeyNotInstalled",
        ConsulErrorKind.NotFound,
        $"The gossip key '{fingerprint}' is on no ring: see Get-ConsulGossipKeyring for those that are.",
        fingerprint);
}
