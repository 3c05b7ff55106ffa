using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Reporting;

/// <summary>
/// SARIF 2.1.0 within the rules of GitHub's uploads. Only what fails is a result: code scanning makes an alert of each, whatever its
/// kind. What could not be looked at is a notification.
/// </summary>
internal static class SarifReport
{
    // What code scanning takes of one file.
    private const int MostResults = 25000;

    public static string Render(HardeningReport report, string root)
    {
        List<HardeningCheckInfo> rules = [.. report.Checks.Select(c => c.Check).OrderBy(c => c.Id, System.StringComparer.Ordinal)];
        Dictionary<string, int> index = rules.Select((rule, i) => (rule.Id, i)).ToDictionary(r => r.Id, r => r.i);
        IEnumerable<HardeningFinding> failed = report.Findings.Where(f => f.Outcome == FindingOutcome.Fail)
            .OrderByDescending(f => f.Severity).ThenBy(f => f.Id, System.StringComparer.Ordinal).Take(MostResults);
        var run = new JObject
        {
            ["tool"] = new JObject
            {
                ["driver"] = new JObject
                {
                    ["name"] = "ConsulSecurity",
                    ["semanticVersion"] = report.ToolVersion,
                    ["rules"] = new JArray(rules.Select(Rule)),
                },
            },
            ["automationDetails"] = new JObject { ["id"] = "consul-hardening/" },
            ["invocations"] = new JArray(Invocation(report, index)),
            ["columnKind"] = "unicodeCodePoints",
            ["results"] = new JArray(failed.Select(f => SarifResult.Of(report, f, index[f.Id], root))),
        };
        return JsonReport.ToJson(new JObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JArray(run),
        });
    }

    internal static string LevelOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    private static JObject Rule(HardeningCheckInfo check)
    {
        var properties = new JObject
        {
            ["tags"] = new JArray("security", "consul", check.Area.ToString().ToLowerInvariant(), $"level{check.Level}"),
            ["precision"] = "high",
        };
        if (SecuritySeverity(check.Severity) is { } score)
        {
            properties["security-severity"] = score;
        }

        var rule = new JObject
        {
            ["id"] = check.Id,
            ["shortDescription"] = Text(check.Title),
            ["fullDescription"] = Text(check.Why),
            ["help"] = new JObject
            {
                ["text"] = $"{check.Why} While it fails: {check.GivenUp} What mends it: {check.Remedy}",
                ["markdown"] = MarkdownReport.Advice(check),
            },
            ["defaultConfiguration"] = new JObject { ["level"] = LevelOf(check.Severity) },
            ["properties"] = properties,
        };
        if (check.References.FirstOrDefault(Links.IsSafe) is { } link)
        {
            rule["helpUri"] = link;
        }

        return rule;
    }

    /// <summary>GitHub's scale; null for what is no danger.</summary>
    private static string? SecuritySeverity(Severity severity) => severity switch
    {
        Severity.Critical => "9.0",
        Severity.High => "7.0",
        Severity.Medium => "4.0",
        Severity.Low => "2.0",
        _ => null,
    };

    private static JObject Invocation(HardeningReport report, Dictionary<string, int> index)
    {
        IEnumerable<HardeningFinding> open = report.Findings.Where(f => f.Outcome is FindingOutcome.Unknown or FindingOutcome.Error);
        return new JObject
        {
            ["executionSuccessful"] = report.Findings.All(f => f.Outcome != FindingOutcome.Error),
            ["toolExecutionNotifications"] = new JArray(open.Select(f => new JObject
            {
                ["level"] = f.Outcome == FindingOutcome.Error ? "error" : "note",
                ["message"] = Text(SarifResult.Harmless($"{VisibleText.Of(report.SubjectOf(f))}: {(f.Outcome == FindingOutcome.Error ? string.Empty : "could not look, needs ")}{VisibleText.Of(f.Reason)}")),
                ["associatedRule"] = new JObject { ["id"] = f.Id, ["index"] = index[f.Id] },
            })),
        };
    }

    private static JObject Text(string text) => new() { ["text"] = text };
}
