using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Firewall;

/// <summary>Rich rules of firewalld's default zone: accepting ones before dropping ones by their priority.</summary>
internal static class FirewalldText
{
    public static string Write(IReadOnlyList<ConsulFirewallRule> rules) => FirewallText.Lines(
    [
        "#!/bin/sh -e",
        .. from rule in rules
           from source in rule.Source
           select Add($"rule priority=\"-110\" family=\"{(FirewallText.IsVersion6(source) ? "ipv6" : "ipv4")}\" source address=\"{source}\" {Port(rule)} accept", rule),
        .. from rule in rules select Add($"rule priority=\"-100\" {Port(rule)} drop", rule),
        "firewall-cmd --reload",
    ]);

    private static string Add(string rule, ConsulFirewallRule about) =>
        $"firewall-cmd --permanent --add-rich-rule='{rule}' # {FirewallText.Safe(about.Purpose)}";

    private static string Port(ConsulFirewallRule rule) => $"port port=\"{rule.Ports}\" protocol=\"{FirewallText.Protocol(rule)}\"";
}
