namespace ConsulSecurity.Reporting;

/// <summary>The errors of reports: message and id in one place.</summary>
internal static class ReportErrors
{
    public static ConsulSecurityException FormatUnknown(string path) => new(
        "ReportFormatUnknown",
        ConsulErrorKind.InvalidArgument,
        $"The ending of '{path}' says nothing of the format: give -Format, or one of .html, .json, .sarif, .xml (JUnit) and .md.",
        path);
}
