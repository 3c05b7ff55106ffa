using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>What the inspections look at, and where they report.</summary>
internal sealed class InspectionContext(MergedConfiguration configuration, DateTimeOffset now)
{
    private readonly List<Diagnostic> _found = [];

    public MergedConfiguration Configuration { get; } = configuration;

    public DateTimeOffset Now { get; } = now;

    /// <summary>Whether all files could be read to their end, so that what is not said is really missing.</summary>
    public bool IsComplete { get; } = !configuration.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);

    public IReadOnlyList<Diagnostic> Found => _found;

    public Version? Version => Configuration.Version;

    /// <summary>The setting as it is said under this name; null where it is not.</summary>
    public MergedSetting? Said(string path) => Configuration.Settings.TryGetValue(path, out MergedSetting? setting) ? setting : null;

    public void Error(string id, MergedSetting setting, string message, string? suggestion = null) =>
        Report(DiagnosticSeverity.Error, id, setting, message, suggestion);

    public void Warning(string id, MergedSetting setting, string message, string? suggestion = null) =>
        Report(DiagnosticSeverity.Warning, id, setting, message, suggestion);

    public void Information(string id, MergedSetting setting, string message, string? suggestion = null) =>
        Report(DiagnosticSeverity.Information, id, setting, message, suggestion);

    public void Add(Diagnostic diagnostic) => _found.Add(diagnostic);

    private void Report(DiagnosticSeverity severity, string id, MergedSetting setting, string message, string? suggestion) =>
        _found.Add(new Diagnostic(severity, id, setting.Location, message)
        {
            OffendingText = setting.Setting.IsSecret || setting.Value is ConfigValue || setting.Value is string text && text.Any(char.IsControl) ? string.Empty : Text(setting.Value),
            Suggestion = suggestion,
        });

    private static string Text(object value) => value switch
    {
        bool b => b ? "true" : "false",
        IEnumerable<string> list => string.Join(", ", list),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value as string ?? string.Empty,
    };
}
