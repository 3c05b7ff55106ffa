using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hardening;

/// <summary>Where a node's telemetry goes.</summary>
internal static class TelemetryView
{
    public const string Prometheus = "telemetry.prometheus_retention_time";

    private static readonly string[] s_addresses = ["telemetry.statsd_address", "telemetry.statsite_address", "telemetry.dogstatsd_addr", "telemetry.circonus_submission_url"];

    /// <summary>Setting and target of each; prometheus, which fetches, is one without.</summary>
    public static IReadOnlyList<string> Sinks(NodeView node) =>
    [
        .. s_addresses.Where(name => node.Text(name) is { Length: > 0 }).Select(name => $"{name} = {node.Text(name)}"),
        .. node.Text(Prometheus) is { } time && GoDuration.Parse(time) > TimeSpan.Zero ? new[] { $"{Prometheus} = {time}" } : [],
    ];

    public static string Target(string sink) => sink.Substring(sink.IndexOf(" = ", StringComparison.Ordinal) + 3);
}
