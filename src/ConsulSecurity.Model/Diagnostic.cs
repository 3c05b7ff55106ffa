namespace ConsulSecurity;

/// <summary>One thing that is wrong, or worth a warning, in a configuration file or in ACL rules, with the place and what to do.</summary>
public sealed class Diagnostic
{
    /// <summary>Makes a diagnostic.</summary>
    /// <param name="severity">How bad it is.</param>
    /// <param name="id">The stable PascalCase id, for scripts that tell diagnostics apart.</param>
    /// <param name="location">Where it is.</param>
    /// <param name="message">One sentence that says what is wrong; never a secret.</param>
    public Diagnostic(DiagnosticSeverity severity, string id, SourceLocation location, string message)
    {
        Severity = severity;
        Id = id;
        Location = location;
        Message = message;
    }

    /// <summary>How bad it is.</summary>
    public DiagnosticSeverity Severity { get; }

    /// <summary>The stable PascalCase id, for scripts that tell diagnostics apart.</summary>
    public string Id { get; }

    /// <summary>Where it is.</summary>
    public SourceLocation Location { get; }

    /// <summary>One sentence that says what is wrong.</summary>
    public string Message { get; }

    /// <summary>The text that is wrong, cut short where it is long; empty where there is none to show or where it is secret.</summary>
    public string OffendingText { get; init; } = string.Empty;

    /// <summary>What to do about it; null where there is nothing to suggest.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The file of the location.</summary>
    public string Path => Location.Path;

    /// <summary>The line of the location, from 1; 0 means the file as a whole.</summary>
    public int Line => Location.Line;

    /// <summary>The column of the location, from 1; 0 means the line as a whole.</summary>
    public int Column => Location.Column;

    /// <summary>The diagnostic on one line, as compilers print it.</summary>
    /// <returns>For example <c>tls.hcl:12:3: error UnknownSetting: ...</c>.</returns>
    public override string ToString()
    {
        string place = Location.ToString();
        string text = $"{Severity.ToString().ToLowerInvariant()} {Id}: {Message}";
        text = place.Length == 0 ? text : place + ": " + text;
        return Suggestion is null ? text : text + " " + Suggestion;
    }
}
