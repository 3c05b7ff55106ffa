using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>Reads of the configuration entries what concerns security, and nothing that could hold a secret.</summary>
internal sealed class ConfigEntryReader(ConsulClient client, Visibility sees)
{
    private const string Set = "(set)";

    // Those for all can be read by everyone, those of services only with their rules; which of them are missing is not said.
    private static readonly string s_permission = $"{Visibility.ServicePermission} and operator:read";

    private static readonly string[] s_kinds =
        ["proxy-defaults", "service-defaults", "mesh", "ingress-gateway", "terminating-gateway", "exported-services", "api-gateway"];

    private static readonly Regex s_kept = new(
        @"^(Protocol|MutualTLSMode|Mode|AllowEnablingPermissiveMutualTLS|((TransparentProxy|TLS|Expose|MeshGateway|HTTP|Peering|AccessLogs)\..+)"
        + @"|Services\[\d+\]\.(Name|CAFile|CertFile|KeyFile|SNI|Consumers\[\d+\]\.\w+)"
        + @"|Listeners\[\d+\]\.(Name|Port|Protocol|TLS\..+|Services\[\d+\]\.(Name|Hosts\[\d+\]|TLS\..+)))$",
        RegexOptions.CultureInvariant);

    public static bool IsEscapeHatch(string name) => Regex.IsMatch(name, "^envoy_.*_json$|(Listener|Cluster)JSON$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    public async Task<Evidence<IReadOnlyList<ConfigEntryEvidence>>> CollectAsync(CancellationToken cancellation)
    {
        if (sees is not { Services: true, Operator: true })
        {
            return Look.Missing<IReadOnlyList<ConfigEntryEvidence>>(EvidenceState.NoPermission, s_permission);
        }

        return await Look.AtAsync(s_permission, async () =>
        {
            IReadOnlyList<IReadOnlyList<ConfigEntryEvidence>> all = await AtOnce.ForEachAsync(s_kinds, kind => OfKindAsync(kind, cancellation)).ConfigureAwait(false);
            return (IReadOnlyList<ConfigEntryEvidence>)[.. all.SelectMany(entries => entries)];
        }).ConfigureAwait(false);
    }

    internal static ConfigEntryEvidence Read(JObject entry) => new(
        (string?)entry["Kind"] ?? string.Empty,
        (string?)entry["Name"] ?? string.Empty,
        Leaves(entry).Select(Shown).Where(setting => setting.Key.Length > 0).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal));

    private static IEnumerable<JValue> Leaves(JObject entry) => entry.Descendants().OfType<JValue>().Where(value => value.Value is not null);

    private static KeyValuePair<string, object?> Shown(JValue value)
    {
        string path = value.Path;
        string name = path.Substring(path.LastIndexOf('.') + 1);
        return IsEscapeHatch(name) && value.Value is not "" ? new(path, Set)
            : s_kept.IsMatch(path) ? new(path, value.Value)
            : new(string.Empty, null);
    }

    private async Task<IReadOnlyList<ConfigEntryEvidence>> OfKindAsync(string kind, CancellationToken cancellation)
    {
        ConsulAnswer answer = await client.AskAsync(ConsulRequest.Get("config/" + kind), cancellation).ConfigureAwait(false);
        bool isTooNew = !answer.IsSuccess && answer.Body.IndexOf("invalid config entry kind", StringComparison.OrdinalIgnoreCase) >= 0;
        return isTooNew ? []
            : answer.IsSuccess ? [.. answer.ReadList<JObject>().Select(Read)]
            : throw ConsulErrors.FromAnswer(client.Connection, answer);
    }
}
