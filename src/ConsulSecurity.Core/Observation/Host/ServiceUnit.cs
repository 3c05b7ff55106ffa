using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Observation;

/// <summary>Asks systemd how it confines the agent.</summary>
internal static class ServiceUnit
{
    private const string Properties =
        "NoNewPrivileges,ProtectSystem,ProtectHome,PrivateTmp,PrivateDevices,CapabilityBoundingSet,LimitCORE,User,DynamicUser,Restart,AppArmorProfile,SELinuxContext";

    public static async Task<Evidence<IReadOnlyDictionary<string, string>>> ReadAsync(ICommandRunner runner, ProcessEvidence? process, CancellationToken cancellation)
    {
        if (process?.Unit is not { } unit)
        {
            return Look.Missing<IReadOnlyDictionary<string, string>>(EvidenceState.NotConfigured, "the agent is in no systemd unit");
        }

        try
        {
            CommandResult result = await runner.RunAsync("systemctl", $"show --no-pager --property={Properties} -- {unit}", null, cancellation).ConfigureAwait(false);
            return result.ExitCode == 0
                ? Look.Seen<IReadOnlyDictionary<string, string>>(Parse(result.Output))
                : Look.Missing<IReadOnlyDictionary<string, string>>(EvidenceState.Unreachable, $"systemctl show {unit}");
        }
        catch (FileNotFoundException)
        {
            return Look.Missing<IReadOnlyDictionary<string, string>>(EvidenceState.NotConfigured, "this host has no systemctl");
        }
    }

    internal static Dictionary<string, string> Parse(string text) => text.Split('\n').Select(line => line.Split(['='], 2))
        .Where(parts => parts.Length == 2)
        .GroupBy(parts => parts[0], StringComparer.Ordinal)
        .ToDictionary(parts => parts.Key, parts => parts.Last()[1].Trim());
}
