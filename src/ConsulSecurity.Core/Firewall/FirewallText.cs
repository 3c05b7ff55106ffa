using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ConsulSecurity.Firewall;

/// <summary>Writes firewall rules in the words of one firewall.</summary>
internal static class FirewallText
{
    public static string Write(IReadOnlyList<ConsulFirewallRule> rules, IReadOnlyList<int> managementPorts, FirewallFormat format) => format switch
    {
        FirewallFormat.Nftables => NftablesText.Write(rules, managementPorts),
        FirewallFormat.Iptables => IptablesText.Write(rules, managementPorts),
        FirewallFormat.Firewalld => FirewalldText.Write(rules),
        FirewallFormat.Ufw => UfwText.Write(rules),
        _ => WindowsText.Write(rules),
    };

    public static string Protocol(ConsulFirewallRule rule) => rule.Protocol == FirewallProtocol.Tcp ? "tcp" : "udp";

    public static bool IsVersion6(string source) => source.IndexOf(':') >= 0;

    /// <summary>Text that cannot end a comment or a quotation: names of services come from whoever registers them.</summary>
    public static string Safe(string text)
    {
        var safe = new StringBuilder();
        foreach (char c in text.Take(100))
        {
            safe.Append(c is ' ' or '-' or '_' or '.' or '(' or ')' || (c < 128 && char.IsLetterOrDigit(c)) ? c : '_');
        }

        return safe.ToString();
    }

    public static string Lines(IEnumerable<string> lines) => string.Join("\n", lines) + "\n";
}
