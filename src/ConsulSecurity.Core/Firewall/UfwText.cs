using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Firewall;

/// <summary>Rules for ufw, which go by their order.</summary>
internal static class UfwText
{
    public static string Write(IReadOnlyList<ConsulFirewallRule> rules) => FirewallText.Lines(
    [
        "#!/bin/sh -e",
        .. from rule in rules from source in rule.Source select $"ufw allow proto {FirewallText.Protocol(rule)} from {source} {Port(rule)}",
        .. from rule in rules select $"ufw deny proto {FirewallText.Protocol(rule)} from any {Port(rule)}",
    ]);

    private static string Port(ConsulFirewallRule rule) =>
        $"to any port {rule.Ports.Replace('-', ':')} comment 'ConsulSecurity {FirewallText.Safe(rule.Purpose)}'";
}
