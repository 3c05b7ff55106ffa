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
}
