using System.Runtime.InteropServices;

namespace ConsulSecurity.Rollout;

/// <summary>The commands that end, start and reload an agent where the inventory names none.</summary>
internal static class NodeCommands
{
    // A client that is told to end leaves the cluster, which takes seconds; a killed one is back before anybody has missed it. Debian's unit
    // interrupts its agents, so a server is told to end by SIGTERM, at which servers do not leave.
    public static string Stop(ConsulNode node) => node.StopCommand ?? (IsWindowsHere(node)
        ? $"Stop-Service -Name {Quote(node.ServiceName)} -Force"
        : node.IsServer
            ? $"systemctl kill --kill-who=main --signal=SIGTERM {Quote(node.ServiceName)} 2>/dev/null; systemctl stop {Quote(node.ServiceName)}"
            : $"systemctl kill --kill-who=main --signal=SIGKILL {Quote(node.ServiceName)} 2>/dev/null; systemctl stop {Quote(node.ServiceName)}");

    public static string Start(ConsulNode node) => node.StartCommand ?? (IsWindowsHere(node)
        ? $"Start-Service -Name {Quote(node.ServiceName)}"
        : $"systemctl reset-failed {Quote(node.ServiceName)} 2>/dev/null; systemctl start --no-block {Quote(node.ServiceName)}");

    public static string Reload(ConsulNode node) => node.ReloadCommand ?? (IsWindowsHere(node)
        ? $"& consul reload -http-addr=127.0.0.1:{node.HttpPort}"
        : $"systemctl kill --kill-who=main --signal=SIGHUP {Quote(node.ServiceName)}");

    /// <summary>Whether its commands are for Windows: only this machine's can be.</summary>
    public static bool IsWindowsHere(ConsulNode node) => node.SshDestination is null && RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>A word for the shell, whatever is in it.</summary>
    public static string Quote(string word) => "'" + word.Replace("'", "'\\''") + "'";
}
