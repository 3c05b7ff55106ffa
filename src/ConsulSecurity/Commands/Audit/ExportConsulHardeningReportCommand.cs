using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using ConsulSecurity.Platform;
using ConsulSecurity.Reporting;

namespace ConsulSecurity.Commands;

/// <summary>
/// Writes the findings of Test-ConsulHardening to a report: HTML for people, JSON for programs, SARIF for code scanning, JUnit for build
/// servers, Markdown for merge requests. The file is private.
/// </summary>
[Cmdlet(VerbsData.Export, "ConsulHardeningReport", SupportsShouldProcess = true)]
[OutputType(typeof(HardeningFinding))]
public sealed class ExportConsulHardeningReportCommand : ConsulCmdlet
{
    private readonly List<HardeningFinding> _findings = [];
    private string _file = string.Empty;
    private HardeningReportFormat _format;

    /// <summary>The file to write; one that exists is kept unless -Force is given.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>What to write it as; by the file's ending (.html, .json, .sarif, .xml for JUnit, .md) where it is not given.</summary>
    [Parameter]
    public HardeningReportFormat? Format { get; set; }

    /// <summary>The findings, from Test-ConsulHardening; of several clusters as well.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public HardeningFinding[] InputObject { get; set; } = [];

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands the findings on, for the next report or a filter.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Begin()
    {
        _file = GetUnresolvedProviderPathFromPSPath(Path);
        _format = Format ?? ReportWriter.FormatOf(_file);
        if (!Force && File.Exists(_file))
        {
            // Said before the audit, not after it.
            throw FileErrors.Exists(_file);
        }
    }

    private protected override void Process()
    {
        _findings.AddRange(InputObject);
        if (PassThru)
        {
            WriteObject(InputObject, enumerateCollection: true);
        }
    }

    private protected override void End()
    {
        if (ShouldProcess(_file, $"Write {_findings.Count} findings as {_format}"))
        {
            ReportWriter.Write(HardeningReport.Of(_findings), _format, _file, SessionState.Path.CurrentFileSystemLocation.Path, Force);
        }
    }
}
