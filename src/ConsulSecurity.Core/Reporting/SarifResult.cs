using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Reporting;

/// <summary>One result in SARIF. GitHub refuses a whole file for one result without a place, so each gets one.</summary>
internal static class SarifResult
{
    public static JObject Of(HardeningReport report, HardeningFinding finding, int ruleIndex, string root)
    {
        string subject = VisibleText.Of(report.SubjectOf(finding), 200);
        string text = $"{finding.Title} {subject}: {VisibleText.Of(finding.Seen)} (expected: {VisibleText.Of(finding.Expected)}). {finding.Check.Remedy}";
        var result = new JObject
        {
            ["ruleId"] = finding.Id,
            ["ruleIndex"] = ruleIndex,
            ["level"] = SarifReport.LevelOf(finding.Severity),
            ["message"] = new JObject { ["text"] = Harmless(text) },
            ["locations"] = new JArray(new JObject
            {
                ["physicalLocation"] = new JObject { ["artifactLocation"] = new JObject { ["uri"] = UriOf(finding, root) }, ["region"] = Region(finding.Location) },
                ["logicalLocations"] = new JArray(new JObject { ["name"] = subject, ["fullyQualifiedName"] = $"consul/{finding.Area}/{subject}", ["kind"] = "resource" }),
            }),
            ["partialFingerprints"] = new JObject { ["primaryLocationLineHash"] = Fingerprint(finding) + ":1" },
        };
        if (finding.Change is FindingChange.New or FindingChange.StillThere)
        {
            result["baselineState"] = finding.Change == FindingChange.New ? "new" : "unchanged";
        }

        if (finding.Waiver is { } waiver)
        {
            result["suppressions"] = new JArray(new JObject { ["kind"] = "external", ["status"] = "accepted", ["justification"] = Harmless(VisibleText.Of(waiver.ToString())) });
        }

        return result;
    }

    /// <summary>SARIF gives a meaning to <c>[text](link)</c> and <c>{0}</c> in messages: what was seen must not have it.</summary>
    public static string Harmless(string text) => Regex.Replace(text.Replace("](", "] ("), @"\{(\d)", "{ $1");

    private static string UriOf(HardeningFinding finding, string root) => finding.Location is { Path.Length: > 0 } place
        ? string.Join("/", Relative(place.Path, root).Select(Segment))
        : $"consul/{finding.Area.ToString().ToLowerInvariant()}/{Segment(finding.Subject)}";

    /// <summary>Relative, as code scanning wants it: to the root where the file is below it, else without its drive or first slash.</summary>
    private static string[] Relative(string path, string root)
    {
        string normal = path.Replace('\\', '/');
        string folder = root.Replace('\\', '/').TrimEnd('/') + "/";
        string relative = normal.StartsWith(folder, StringComparison.Ordinal) ? normal.Substring(folder.Length) : normal.Replace(":", string.Empty);
        string[] parts = [.. relative.Split('/').Where(part => part.Length > 0)];
        return parts.Length == 0 ? ["configuration"] : parts;
    }

    /// <summary>One segment of a path: escaped, not endless, and never <c>..</c>.</summary>
    private static string Segment(string text)
    {
        string visible = VisibleText.Of(text, 100);
        return Uri.EscapeDataString(visible.Trim('.').Length == 0 ? "_" + visible : visible);
    }

    private static JObject Region(SourceLocation? location)
    {
        int line = Math.Max(location?.Line ?? 1, 1);
        int column = Math.Max(location?.Column ?? 1, 1);
        return new JObject { ["startLine"] = line, ["startColumn"] = column, ["endLine"] = line, ["endColumn"] = column + 1 };
    }

    /// <summary>The same for the same fault on every run, wherever its line moves.</summary>
    private static string Fingerprint(HardeningFinding finding)
    {
        using var sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(Encoding.Unicode.GetBytes($"{finding.Audit.Datacenter}\n{finding.Id}\n{finding.Subject}"));
        return BitConverter.ToString(hash, 0, 8).Replace("-", string.Empty).ToLowerInvariant();
    }
}
