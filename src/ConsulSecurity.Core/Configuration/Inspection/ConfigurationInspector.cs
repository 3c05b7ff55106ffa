using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>
/// The pre-flight of a configuration: what the agent would refuse, and what it would take without doing what is meant. An error is
/// reported only where the agent does not start.
/// </summary>
internal static class ConfigurationInspector
{
    private static readonly Action<InspectionContext>[] s_inspections =
    [
        ValueInspection.Run,
        PortInspection.Run,
        ClusterInspection.Run,
        GossipInspection.Run,
        TlsInspection.Run,
        FileInspection.Run,
        CertificateInspection.Run,
        AclInspection.Run,
        DefinitionInspection.Run,
        SpellingInspection.Run,
    ];

    /// <exception cref="ConsulSecurityException"><c>ConfigurationNotFound</c>, <c>ConfigurationUnreadable</c>.</exception>
    public static IReadOnlyList<Diagnostic> Inspect(IReadOnlyList<string> paths, Version? version, DateTimeOffset now)
    {
        MergedConfiguration configuration = MergedConfiguration.Read(paths, version);
        return [.. IgnoredFiles(paths), .. Inspect(configuration, now)];
    }

    public static IReadOnlyList<Diagnostic> Inspect(MergedConfiguration configuration, DateTimeOffset now)
    {
        var context = new InspectionContext(configuration, now);
        foreach (Action<InspectionContext> inspection in s_inspections)
        {
            inspection(context);
        }

        IEnumerable<string> order = configuration.Files.Select(file => file.Path);
        return
        [
            .. configuration.Diagnostics.Concat(context.Found)
                .Select((diagnostic, i) => (diagnostic, i))
                .OrderBy(d => order.TakeWhile(path => path != d.diagnostic.Path).Count())
                .ThenBy(d => d.diagnostic.Line)
                .ThenBy(d => d.diagnostic.Column)
                .ThenBy(d => d.i)
                .Select(d => d.diagnostic),
        ];
    }

    // Consul passes over them with a line in its log, or without.
    private static IEnumerable<Diagnostic> IgnoredFiles(IEnumerable<string> paths)
    {
        foreach (string folder in paths.Where(Directory.Exists))
        {
            foreach (string file in ConfigSources.FilesOf(folder).Where(file => !ConfigSources.IsRead(file) && LooksMeant(file)))
            {
                yield return new Diagnostic(DiagnosticSeverity.Warning, "FileIgnored", new SourceLocation(file, 0, 0), "Consul does not read this file: its name does not end in .hcl or .json.")
                {
                    Suggestion = "Rename it, or move it elsewhere.",
                };
            }

            foreach (string inner in Directory.GetDirectories(folder).Where(inner => Directory.GetFiles(inner).Any(ConfigSources.IsRead)))
            {
                yield return new Diagnostic(DiagnosticSeverity.Warning, "FolderIgnored", new SourceLocation(inner, 0, 0), "Consul does not read the files of a folder within the configuration's folder.")
                {
                    Suggestion = "Move them up, or name the folder with a -config-dir of its own.",
                };
            }
        }
    }

    private static bool LooksMeant(string file) => Path.GetExtension(file).ToLowerInvariant() is ".conf" or ".hcl" or ".json" or ".cfg" or ".yaml" or ".yml" or ".txt";
}
