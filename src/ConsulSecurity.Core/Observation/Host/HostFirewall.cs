using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Observation;

/// <summary>Reads the rules that this host's kernel filters by.</summary>
internal static class HostFirewall
{
    private const string LegacyTables = "/proc/net/ip_tables_names";

    public static async Task<Evidence<FirewallEvidence>> ReadAsync(ICommandRunner runner, CancellationToken cancellation)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return Look.Missing<FirewallEvidence>(EvidenceState.NotConfigured, "a look at the firewall, which is taken on Linux only");
        }

        try
        {
            CommandResult result = await runner.RunAsync("nft", "-j list ruleset", null, cancellation).ConfigureAwait(false);
            if (result.ExitCode != 0)
            {
                return Look.Missing<FirewallEvidence>(EvidenceState.NoPermission, "root (nft list ruleset)");
            }

            // What iptables of old loads is not among nft's rules.
            return HasLegacyRules()
                ? Look.Missing<FirewallEvidence>(EvidenceState.Unreadable, "a firewall in nftables: this host has tables of iptables-legacy besides")
                : NftRuleset.Parse(result.Output);
        }
        catch (FileNotFoundException)
        {
            return Look.Missing<FirewallEvidence>(EvidenceState.NotConfigured, "the nft command");
        }
    }

    private static bool HasLegacyRules()
    {
        try
        {
            return File.Exists(LegacyTables) && File.ReadLines(LegacyTables).Any(line => line.Trim() == "filter");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
