using System;

namespace ConsulSecurity.Firewall;

/// <summary>The errors of firewalls: message and id in one place.</summary>
internal static class FirewallErrors
{
    public static ConsulSecurityException SourceInvalid(string source) => new(
        "FirewallSourceInvalid",
        ConsulErrorKind.InvalidArgument,
        $"The source '{source}' is neither an IP address nor a network: give for example 10.0.0.7 or 10.0.0.0/24.",
        source);

    public static ConsulSecurityException RangeUpsideDown(string low, int lowPort, string high, int highPort) => new(
        "PortRangeUpsideDown",
        ConsulErrorKind.InvalidData,
        $"The range of ports is upside down: '{low}' is {lowPort} and '{high}' is {highPort}; set both, or both to 0, in the agent's 'ports'.",
        $"{lowPort}-{highPort}");

    public static ConsulSecurityException ManagementPort(ConsulFirewallRule rule, int port) => new(
        "FirewallManagementPort",
        ConsulErrorKind.InvalidState,
        $"The rule '{rule}' covers port {port}, which administration needs (SSH or WinRM), so nothing was done: "
        + "move the service to another port, or leave the port out of -ManagementPort.",
        rule);

    public static ConsulSecurityException MembersHidden(ConsulConnection connection) => new(
        "FirewallMembersHidden",
        ConsulErrorKind.PermissionDenied,
        $"The agent at '{connection}' shows none of its members, so nobody would get through: use a token with 'node:read'.",
        connection.ToString());

    public static ConsulSecurityException NotSupported(string what) => new(
        "FirewallNotSupported",
        ConsulErrorKind.NotSupported,
        $"{what}: write the rules as text with Get-ConsulFirewallRule -As and apply them yourself.");

    public static ConsulSecurityException CommandFailed(string command, string reason, Exception? cause = null) => new(
        "FirewallCommandFailed",
        ConsulErrorKind.InvalidState,
        $"The command '{command}' did not apply the rules ({reason}); the former rules stand: see that you are root and that the kernel has it.",
        command,
        cause);

    public static ConsulSecurityException NothingPending() => new(
        "FirewallNothingPending",
        ConsulErrorKind.NotFound,
        "No rules wait to be kept: either they were kept before, or they were rolled back; apply them again with Set-ConsulFirewall.");
}
