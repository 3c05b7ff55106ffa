using System;

namespace ConsulSecurity.Listeners;

/// <summary>The errors of looking at listeners: message and id in one place.</summary>
internal static class ListenerErrors
{
    public static ConsulSecurityException NotSupported() => new(
        "ListenersNotSupported",
        ConsulErrorKind.NotSupported,
        "The listeners of this host can be read on Linux and Windows only: run the command on such a host of the cluster.");

    public static ConsulSecurityException NotThisHost(string address) => new(
        "AgentOnAnotherHost",
        ConsulErrorKind.InvalidState,
        $"The agent listens for gossip on '{address}', where nothing listens on this host: run the command on the agent's own host, against its agent.",
        address);

    public static ConsulSecurityException NodeUnknown(string address) => new(
        "ListenerNodeUnknown",
        ConsulErrorKind.NotFound,
        $"No node with a sidecar has the address '{address}' in the catalog: give its name with -Node as well.",
        address);

    public static ConsulSecurityException NoSidecar(string node) => new(
        "ListenerNodeWithoutSidecar",
        ConsulErrorKind.NotFound,
        $"No sidecar is registered on the node '{node}', or the token may not see it (service:read): check the node's name.",
        node);

    public static ConsulSecurityException HostUnknown(string name, Exception cause) => new(
        "ListenerHostUnknown",
        ConsulErrorKind.NotFound,
        $"The name '{name}' has no address here: give the address itself.",
        name,
        cause);
}
