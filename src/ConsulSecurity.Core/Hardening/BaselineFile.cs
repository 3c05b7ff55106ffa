using System;
using System.IO;
using System.Linq;
using ConsulSecurity.Reporting;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>Reads what failed from an earlier JSON report.</summary>
internal static class BaselineFile
{
    /// <exception cref="ConsulSecurityException"><c>BaselineUnreadable</c>.</exception>
    public static AuditBaseline Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HardeningErrors.BaselineUnreadable(path, e);
        }
    }

    public static AuditBaseline Parse(string json, string path)
    {
        try
        {
            JObject report = JObject.Parse(json);
            if (report["ConsulSecurityReport"] is not { Type: JTokenType.Integer } format || (long)format != JsonReport.Format || report["Findings"] is not JArray findings)
            {
                throw HardeningErrors.BaselineUnreadable(path, null);
            }

            return new AuditBaseline(path,
            [
                .. findings.Where(f => (string?)f["Outcome"] == nameof(FindingOutcome.Fail))
                    .Select(f => new BaselineFault((string?)f["Datacenter"], (string?)f["Id"] ?? string.Empty, (string?)f["Subject"] ?? string.Empty)),
            ]);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidCastException or InvalidOperationException)
        {
            throw HardeningErrors.BaselineUnreadable(path, e);
        }
    }
}
