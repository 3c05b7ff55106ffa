using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;

namespace ConsulSecurity.Reporting;

/// <summary>Everything as JSON, nothing cut; in ASCII, so that no name can turn a line around in a terminal.</summary>
internal static class JsonReport
{
    /// <summary>The version of what is written; a baseline has to have it.</summary>
    public const int Format = 1;

    private static readonly JsonSerializerSettings s_settings = new()
    {
        Formatting = Formatting.Indented,
        StringEscapeHandling = StringEscapeHandling.EscapeNonAscii,
        Converters = { new StringEnumConverter(), new VersionConverter() },
    };

    public static string Render(HardeningReport report) => ToJson(new
    {
        ConsulSecurityReport = Format,
        report.ToolVersion,
        Audits = report.Audits.Select(audit => new
        {
            audit.TakenAt,
            audit.Datacenter,
            audit.Nodes,
            audit.Versions,
            audit.ToolVersion,
            audit.Profile,
            audit.Score,
            audit.Waived,
            audit.Warnings,
            Counts = audit.Counts.OrderBy(c => c.Key).ToDictionary(c => c.Key.ToString(), c => c.Value),
        }),
        report.GivenUp,
        Checks = report.Checks.Select(c => c.Check).OrderBy(c => c.Id, System.StringComparer.Ordinal),
        Findings = report.Findings.Select(finding => new
        {
            finding.Id,
            finding.Area,
            finding.Severity,
            finding.Level,
            finding.Title,
            finding.Outcome,
            finding.Audit.Datacenter,
            finding.Subject,
            finding.Expected,
            finding.Seen,
            finding.Reason,
            finding.Location,
            finding.Waiver,
            finding.Change,
        }),
    });

    internal static string ToJson(object value) => JsonConvert.SerializeObject(value, s_settings).Replace("\r\n", "\n") + "\n";
}
