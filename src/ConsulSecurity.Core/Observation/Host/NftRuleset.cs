using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>Reads what <c>nft -j list ruleset</c> prints, as far as it is about what comes in; a condition that it does not know is marked as one.</summary>
internal sealed class NftRuleset
{
    private static readonly string[] s_families = ["inet", "ip", "ip6"];

    private readonly Dictionary<string, List<string>> _sets = [];

    public static Evidence<FirewallEvidence> Parse(string json)
    {
        try
        {
            return Look.Seen(new NftRuleset().Read((JArray)JObject.Parse(json)["nftables"]!));
        }
        catch (Exception e) when (e is JsonException or InvalidCastException or ArgumentException or InvalidOperationException)
        {
            return Look.Missing<FirewallEvidence>(EvidenceState.Unreadable, $"rules of nft that can be understood ({e.Message})");
        }
    }

    private FirewallEvidence Read(JArray items)
    {
        List<JObject> All(string kind) => [.. items.Select(item => item[kind]).OfType<JObject>().Where(o => s_families.Contains((string?)o["family"]))];
        foreach (JObject set in All("set"))
        {
            _sets[Table(set) + " @" + set["name"]] = [.. Values(set["elem"], Table(set)) ?? []];
        }

        ILookup<string, JObject> rules = All("rule").ToLookup(rule => Table(rule) + " " + rule["chain"]);
        return new FirewallEvidence
        {
            Tool = "nftables",
            Chains =
            [
                .. All("chain").OrderBy(chain => (int?)chain["prio"] ?? int.MaxValue).Select(chain =>
                {
                    string name = Table(chain) + " " + chain["name"];
                    return new FirewallChainEvidence(
                        name, (string?)chain["hook"] == "input" && (string?)chain["type"] == "filter", (string?)chain["policy"] == "drop", [.. rules[name].Select(rule => Rule(rule, Table(chain)))]);
                }),
            ],
        };
    }

    private static string Table(JObject item) => $"{item["family"]} {item["table"]}";

    private FirewallChainRuleEvidence Rule(JObject rule, string table)
    {
        var read = new FirewallChainRuleEvidence { Verdict = "continue", Text = rule["expr"]?.ToString(Formatting.None) ?? string.Empty };
        foreach (JObject statement in (rule["expr"] as JArray ?? []).OfType<JObject>())
        {
            JProperty part = statement.Properties().First();
            read = part.Name switch
            {
                "match" => Match(read, (JObject)part.Value, table),
                "accept" or "drop" or "reject" or "return" => read with { Verdict = part.Name },
                "jump" or "goto" => read with { Verdict = part.Name, Target = $"{table} {part.Value["target"]}" },
                "counter" or "log" or "comment" or "meta" or "mangle" => read,

                // limit, vmap, xt, set: whether it holds cannot be told.
                _ => read with { HasOtherConditions = true, Verdict = part.Name == "vmap" ? "vmap" : read.Verdict },
            };
        }

        return read;
    }

    private FirewallChainRuleEvidence Match(FirewallChainRuleEvidence rule, JObject match, string table)
    {
        JToken left = match["left"]!;
        bool isEqual = (string?)match["op"] is "==" or "in";
        string field = left["payload"] is JObject payload ? $"{payload["protocol"]} {payload["field"]}"
            : left["meta"] is JObject meta ? $"meta {meta["key"]}"
            : left["ct"] is JObject ct ? $"ct {ct["key"]}" : string.Empty;
        List<string>? values = isEqual ? Values(match["right"], table) : null;
        if (!isEqual && field is "meta iifname" or "meta iif" && (string?)match["right"] == "lo")
        {
            // True of all that comes from elsewhere.
            return rule;
        }

        return (field, values) switch
        {
            (_, null) => rule with { HasOtherConditions = true },
            ("tcp dport" or "udp dport" or "th dport", _) => rule with { Ports = values, Protocol = field.StartsWith("th", StringComparison.Ordinal) ? rule.Protocol : field.Substring(0, 3) },
            ("ip saddr" or "ip6 saddr", _) => rule with { Sources = values },
            ("meta l4proto" or "ip protocol" or "ip6 nexthdr", { Count: 1 }) => rule with { Protocol = values[0] },
            ("meta iifname" or "meta iif", _) when values.All(v => v == "lo") => rule with { IsAboutKnownTraffic = true },
            ("ct state", _) when !values.Contains("new") && !values.Contains("untracked") => rule with { IsAboutKnownTraffic = true },
            ("ct state", _) when values.Contains("new") => rule,
            ("meta nfproto", _) => rule,
            _ => rule with { HasOtherConditions = true },
        };
    }

    // A value, a range, a network, or a set of them, by itself or by its name; null where it is something else.
    private List<string>? Values(JToken? token, string table) => token switch
    {
        null => null,
        JValue { Type: JTokenType.String } value when ((string)value!).StartsWith("@", StringComparison.Ordinal) =>
            _sets.TryGetValue($"{table} {value}", out List<string>? named) ? named : null,
        JValue value => [value.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        JArray list => All(list.Select(item => Values(item, table))),
        JObject set when set["set"] is JArray members => All(members.Select(item => Values(item, table))),
        JObject range when range["range"] is JArray { Count: 2 } ends => [$"{ends[0]}-{ends[1]}"],
        JObject network when network["prefix"] is JObject prefix => [$"{prefix["addr"]}/{prefix["len"]}"],
        JObject element when element["elem"] is JObject inner => Values(inner["val"], table),
        _ => null,
    };

    private static List<string>? All(IEnumerable<List<string>?> parts)
    {
        List<List<string>?> all = [.. parts];
        return all.Contains(null) ? null : [.. all.SelectMany(part => part!)];
    }
}
