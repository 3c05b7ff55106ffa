using System;
using System.Collections.Generic;
using System.IO;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Reporting;

/// <summary>Writes a report in any format.</summary>
internal static class ReportWriter
{
    private static readonly Dictionary<string, HardeningReportFormat> s_byEnding = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = HardeningReportFormat.Html,
        [".htm"] = HardeningReportFormat.Html,
        [".json"] = HardeningReportFormat.Json,
        [".sarif"] = HardeningReportFormat.Sarif,
        [".xml"] = HardeningReportFormat.JUnit,
        [".md"] = HardeningReportFormat.Markdown,
    };

    /// <exception cref="ConsulSecurityException"><c>ReportFormatUnknown</c>: the ending says nothing.</exception>
    public static HardeningReportFormat FormatOf(string path) =>
        s_byEnding.TryGetValue(Path.GetExtension(path), out HardeningReportFormat format) ? format : throw ReportErrors.FormatUnknown(path);

    /// <param name="report">What to write.</param>
    /// <param name="format">As what.</param>
    /// <param name="root">The folder that paths in SARIF are relative to.</param>
    public static string Render(HardeningReport report, HardeningReportFormat format, string root) => format switch
    {
        HardeningReportFormat.Html => HtmlReport.Render(report),
        HardeningReportFormat.Json => JsonReport.Render(report),
        HardeningReportFormat.Sarif => SarifReport.Render(report, root),
        HardeningReportFormat.JUnit => JUnitReport.Render(report),
        _ => MarkdownReport.Render(report),
    };

    /// <summary>Private: a report tells where a cluster is open.</summary>
    public static void Write(HardeningReport report, HardeningReportFormat format, string path, string root, bool overwrite) =>
        PrivateFile.Write(path, Render(report, format, root), overwrite);
}
