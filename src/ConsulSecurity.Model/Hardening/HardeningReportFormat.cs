namespace ConsulSecurity;

/// <summary>What a report is written as.</summary>
public enum HardeningReportFormat
{
    /// <summary>One page for people, without network or script needed.</summary>
    Html,

    /// <summary>Everything, for programs.</summary>
    Json,

    /// <summary>SARIF 2.1.0, as code scanning reads it: what fails, at the file and line that say so.</summary>
    Sarif,

    /// <summary>JUnit XML, as build servers read it.</summary>
    JUnit,

    /// <summary>Markdown, for merge requests and wikis.</summary>
    Markdown,
}
