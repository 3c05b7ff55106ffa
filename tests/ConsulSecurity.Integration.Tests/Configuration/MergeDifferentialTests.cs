using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ConsulSecurity.Configuration;
using ConsulSecurity.Lab;
using ConsulSecurity.Text;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Configuration;

/// <summary>
/// Generated configurations given to a real agent: what it shows of them is what we say. CONSULSECURITY_MERGE_COUNT says how many (12 by
/// default, 300 with CONSULSECURITY_SOAK=1), CONSULSECURITY_MERGE_SEED where to start.
/// </summary>
public sealed class MergeDifferentialTests(ITestOutputHelper output)
{
    private static readonly Version s_version = new(1, 8, 7);

    [Fact]
    public async Task We_merge_as_the_agent_does()
    {
        int seed = Setting("CONSULSECURITY_MERGE_SEED", 1);
        int count = Setting("CONSULSECURITY_MERGE_COUNT", Environment.GetEnvironmentVariable("CONSULSECURITY_SOAK") == "1" ? 300 : 12);
        using var probe = new AgentProbe();
        string certificates = probe.NewFolder();
        ProbeCertificates.Write(certificates);
        int compared = 0;
        var disagreements = new List<string>();
        for (int i = 0; i < count && disagreements.Count < 20; i++)
        {
            string folder = probe.NewFolder();
            new ConfigGenerator(seed + i).Write(folder, probe.Address, certificates);
            MergedConfiguration ours = MergedConfiguration.Read([folder], s_version);
            string[] errors = [.. ours.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"seed {seed + i}: {d}")];
            disagreements.AddRange(errors);

            (JsonNode? self, string log) = await probe.RunAsync(folder, "probe");
            if (self is null)
            {
                disagreements.Add($"seed {seed + i}: the agent did not start: {log}");
                continue;
            }

            compared += Compare(ours, self["DebugConfig"]!, $"seed {seed + i}", disagreements);
        }

        output.WriteLine($"{count} configurations from seed {seed}: {compared} settings compared, {disagreements.Count} disagreements");
        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
    }

    private static int Compare(MergedConfiguration ours, JsonNode theirs, string name, List<string> disagreements)
    {
        int compared = 0;
        foreach ((string path, string key, _) in DebugConfigNames.All.Where(s => SettingNames.Find(s.Path)!.NewName is null or "ui_config.enabled" or "ui_config.content_path" || s.Path.StartsWith("verify", StringComparison.Ordinal) || s.Path == "tls_min_version"))
        {
            object? value = ours.Value(path);
            if (value is null)
            {
                continue;
            }

            JsonNode? shown = key.Split('.').Aggregate(theirs, (node, part) => node?[part]!);
            compared++;
            if (Normal(value, path) != Normal(shown, path))
            {
                disagreements.Add($"{name}: {path} is {Normal(value, path)} for us, {key} {Normal(shown, path)} for the agent");
            }
        }

        return compared;
    }

    private static string Normal(object value, string path) => value switch
    {
        bool b => b ? "true" : "false",
        List<string> list => "[" + string.Join(',', list) + "]",
        Dictionary<string, string> map => "{" + string.Join(',', map.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}={Normal(e.Value, path)}")) + "}",
        string text when GoDuration.Parse(text) is TimeSpan duration && text != "0" => duration.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Normal(JsonNode? shown, string path) => shown switch
    {
        JsonArray list => "[" + string.Join(',', list.Select(item => item!.ToString())) + "]",
        JsonObject map => "{" + string.Join(',', map.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}={Normal(e.Value, path)}")) + "}",
        null => "null",
        _ => Normal((object)shown.ToString(), path).ToString().Replace("True", "true", StringComparison.Ordinal).Replace("False", "false", StringComparison.Ordinal),
    };

    private static int Setting(string name, int normal) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : normal;
}
