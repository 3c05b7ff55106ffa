using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Firewall;

/// <summary>
/// A file for <c>nft -f</c>, which takes it as a whole or not at all. Its table only closes: what other tables drop stays dropped, and
/// ports that are not Consul's pass through.
/// </summary>
internal static class NftablesText
{
    public const string Table = "inet consulsecurity";

    public static string Write(IReadOnlyList<ConsulFirewallRule> rules, IReadOnlyList<int> managementPorts) => FirewallText.Lines(
    [
        $"table {Table}",
        $"delete table {Table}",
        $"table {Table} {{",
        "\tchain input {",
        "\t\ttype filter hook input priority filter - 10; policy accept;",
        "\t\tiifname \"lo\" accept",
        "\t\tct state established,related accept",
        .. managementPorts.Count == 0 ? [] : new[] { $"\t\ttcp dport {{ {string.Join(", ", managementPorts)} }} accept comment \"administration\"" },
        .. rules.Where(rule => rule.IsOpen).SelectMany(Open),
        .. rules.Select(Close),
        "\t}",
        "}",
    ]);

    private static IEnumerable<string> Open(ConsulFirewallRule rule) =>
        from family in rule.Source.GroupBy(FirewallText.IsVersion6).OrderBy(sources => sources.Key)
        select $"\t\t{(family.Key ? "ip6" : "ip")} saddr {{ {string.Join(", ", Disjoint(family))} }} {Match(rule)} accept comment \"{FirewallText.Safe(rule.Purpose)}\"";

    private static string Close(ConsulFirewallRule rule) => $"\t\t{Match(rule)} drop comment \"{FirewallText.Safe(rule.Purpose)}\"";

    private static string Match(ConsulFirewallRule rule) => $"{FirewallText.Protocol(rule)} dport {rule.Ports}";

    // nft takes no set whose elements overlap.
    private static IEnumerable<string> Disjoint(IEnumerable<string> sources)
    {
        List<Network> networks = [.. sources.Select(Network.Parse)];
        return networks.Where(one => !networks.Exists(other => other != one && other.Contains(one))).Select(network => network.Text);
    }
}
