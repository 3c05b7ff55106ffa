using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Firewall;

/// <summary>A shell script that fills a chain of its own, for IPv4 and IPv6, and hooks it into INPUT once.</summary>
internal static class IptablesText
{
    private const string Chain = "CONSULSECURITY";

    public static string Write(IReadOnlyList<ConsulFirewallRule> rules, IReadOnlyList<int> managementPorts) => FirewallText.Lines(
    [
        "#!/bin/sh -e",
        .. Family("iptables", isVersion6: false, rules, managementPorts),
        .. Family("ip6tables", isVersion6: true, rules, managementPorts),
    ]);

    private static IEnumerable<string> Family(
        string command, bool isVersion6, IReadOnlyList<ConsulFirewallRule> rules, IReadOnlyList<int> managementPorts) =>
    [
        $"{command}-restore --noflush <<'END'",
        "*filter",
        $":{Chain} - [0:0]",
        $"-A {Chain} -i lo -j RETURN",
        $"-A {Chain} -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN",
        .. managementPorts.Select(port => $"-A {Chain} -p tcp --dport {port} -j RETURN"),
        .. from rule in rules
           from source in rule.Source
           where FirewallText.IsVersion6(source) == isVersion6
           select $"-A {Chain} -s {source} {Match(rule)} -j ACCEPT",
        .. rules.Select(rule => $"-A {Chain} {Match(rule)} -j DROP"),
        "COMMIT",
        "END",
        $"{command} -C INPUT -j {Chain} 2>/dev/null || {command} -I INPUT 1 -j {Chain}",
    ];

    private static string Match(ConsulFirewallRule rule) =>
        $"-p {FirewallText.Protocol(rule)} --dport {rule.Ports.Replace('-', ':')} -m comment --comment \"{FirewallText.Safe(rule.Purpose)}\"";
}
