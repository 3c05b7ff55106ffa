using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;

using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>Values that a setting does not take.</summary>
internal static class ValueInspection
{
    private static readonly Regex s_datacenter = new("^[a-z0-9_-]+$");

    private static readonly Dictionary<string, string[]> s_choices = new(StringComparer.Ordinal)
    {
        ["acl.default_policy"] = ["allow", "deny"],
        ["acl_default_policy"] = ["allow", "deny"],
        ["acl.down_policy"] = ["allow", "deny", "extend-cache", "async-cache"],
        ["acl_down_policy"] = ["allow", "deny", "extend-cache", "async-cache"],
        ["default_intention_policy"] = ["allow", "deny"],
        ["connect.ca_provider"] = ["consul", "vault", "aws-pca"],
        ["limits.request_limits.mode"] = ["disabled", "permissive", "enforcing"],
        ["dns_config.recursor_strategy"] = ["sequential", "random"],
    };

    private static readonly string[] s_cidrs = ["serf_lan_allowed_cidrs", "serf_wan_allowed_cidrs", "http_config.allow_write_http_from"];
    private static readonly string[] s_logLevels = ["TRACE", "DEBUG", "INFO", "WARN", "ERR", "ERROR"];

    public static void Run(InspectionContext context)
    {
        foreach (KeyValuePair<string, string[]> choice in s_choices)
        {
            if (context.Said(choice.Key) is MergedSetting setting && !choice.Value.Contains(setting.Value) && !IsEmpty(setting))
            {
                IllegalValue(context, setting, choice.Value, (string)setting.Value);
            }
        }

        Array.ForEach(s_cidrs, path => Cidrs(context, path));
        LogLevel(context);
        Datacenter(context);
        Addresses(context);
        RaftMultiplier(context);
        NodeMeta(context);
    }

    public static void IllegalValue(InspectionContext context, MergedSetting setting, IReadOnlyList<string> choices, string value)
    {
        string? meant = choices.OrderBy(c => Spelling.Distance(c.ToLowerInvariant(), value.ToLowerInvariant())).FirstOrDefault();
        bool isNear = meant is not null && Spelling.Distance(meant.ToLowerInvariant(), value.ToLowerInvariant()) <= 2;
        context.Error(
            "IllegalValue",
            setting,
            $"The setting '{setting.Setting.Path}' does not take '{value}'; it takes {string.Join(", ", choices)}.",
            isNear ? $"Did you mean '{meant}'?" : null);
    }

    private static bool IsEmpty(MergedSetting setting) => setting.Value is "" && setting.Setting.Path == "connect.ca_provider";

    private static void LogLevel(InspectionContext context)
    {
        if (context.Said("log_level") is MergedSetting level && !s_logLevels.Contains(((string)level.Value).ToUpperInvariant()))
        {
            IllegalValue(context, level, s_logLevels, (string)level.Value);
        }
    }

    private static void Datacenter(InspectionContext context)
    {
        foreach (string path in new[] { "datacenter", "primary_datacenter" })
        {
            bool bad = context.Said(path) is MergedSetting said && !s_datacenter.IsMatch(((string)said.Value).ToLowerInvariant());
            if (bad && (path == "datacenter" || !context.Said(path)!.Value.Equals(string.Empty)))
            {
                context.Error("IllegalValue", context.Said(path)!, $"The setting '{path}' takes letters, digits, '-' and '_'.");
            }
        }
    }

    private static void Cidrs(InspectionContext context, string path)
    {
        if (context.Said(path) is not MergedSetting setting)
        {
            return;
        }

        foreach (string cidr in ((List<string>)setting.Value).Where(cidr => !IsCidr(cidr)))
        {
            context.Error("IllegalValue", setting, $"The setting '{path}' takes networks, and '{cidr}' is none.", IPAddress.TryParse(cidr, out _) ? $"For one address write '{cidr}/{(cidr.Contains(':') ? 128 : 32)}'." : "For example \"10.0.0.0/8\".");
        }
    }

    private static bool IsCidr(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 && IPAddress.TryParse(parts[0], out IPAddress? address) && int.TryParse(parts[1], out int bits) && bits >= 0
            && bits <= (address.GetAddressBytes().Length * 8);
    }

    private static void Addresses(InspectionContext context)
    {
        foreach (string path in new[] { "advertise_addr", "advertise_addr_wan", "advertise_addr_ipv4", "advertise_addr_ipv6", "advertise_addr_wan_ipv4" })
        {
            if (context.Said(path) is not MergedSetting setting || ((string)setting.Value).Contains("{{") || setting.Value.Equals(string.Empty))
            {
                continue;
            }

            bool isAddress = IPAddress.TryParse((string)setting.Value, out IPAddress? address);
            if (!isAddress || address!.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            {
                context.Error("IllegalValue", setting, $"The setting '{path}' takes the address that other agents reach this one at.", "Write one IP address, or a template such as \"{{ GetPrivateIP }}\".");
            }
        }
    }

    private static void RaftMultiplier(InspectionContext context)
    {
        if (context.Said("performance.raft_multiplier") is { Value: < 1L or > 10L } setting)
        {
            context.Error("IllegalValue", setting, "The setting 'performance.raft_multiplier' takes 1 to 10.", "1 is for production, 5 is the default.");
        }
    }

    private static void NodeMeta(InspectionContext context)
    {
        if (context.Said("node_meta") is MergedSetting meta && ((Dictionary<string, string>)meta.Value).Keys.FirstOrDefault(k => k.StartsWith("consul-", StringComparison.Ordinal)) is string key)
        {
            context.Error("IllegalValue", meta, $"The name '{key}' in 'node_meta' is Consul's own: names that start with 'consul-' are.");
        }
    }
}
