using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>Ports out of range, taken twice, or in the wrong order.</summary>
internal static class PortInspection
{
    private static readonly string[] s_client = ["dns", "http", "https", "grpc", "grpc_tls"];
    private static readonly string[] s_bound = ["server", "serf_lan", "serf_wan"];

    public static void Run(InspectionContext context)
    {
        foreach (string name in s_client.Concat(s_bound))
        {
            if (context.Said("ports." + name) is { Value: > 65535L } port)
            {
                context.Error("IllegalValue", port, $"The setting 'ports.{name}' takes a port up to 65535, or -1 to turn it off.");
            }
        }

        if (!context.Configuration.Settings.Keys.Any(path => path.StartsWith("addresses.", System.StringComparison.Ordinal)))
        {
            Twice(context, s_client);
        }

        Twice(context, s_bound);
        Range(context, "sidecar");
        Range(context, "expose");
    }

    private static void Twice(InspectionContext context, IEnumerable<string> names)
    {
        var taken = new Dictionary<long, string>();
        foreach (string path in names.Select(name => "ports." + name))
        {
            if (context.Configuration.Int(path) is not long port || port <= 0)
            {
                continue;
            }

            if (!taken.TryGetValue(port, out string? other))
            {
                taken[port] = path;
            }
            else if ((context.Said(path) ?? context.Said(other)) is MergedSetting said)
            {
                context.Error("PortTakenTwice", said, $"The settings '{other}' and '{path}' are both {port}.");
            }
        }
    }

    private static void Range(InspectionContext context, string name)
    {
        string low = $"ports.{name}_min_port", high = $"ports.{name}_max_port";
        if (context.Configuration.Int(low) > context.Configuration.Int(high) && (context.Said(low) ?? context.Said(high)) is MergedSetting said)
        {
            context.Error("PortRangeInverted", said, $"The setting '{low}' is more than '{high}'.", "To use no such ports set both to 0.");
        }
    }
}
