using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Platform;
using ConsulSecurity.Text;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>A policy as somebody wants it; what is null stays as it is.</summary>
/// <param name="Name">The name, which finds the one that is there.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Datacenters">Where it counts.</param>
/// <param name="Path">The file of the rules; "" where they come from none.</param>
internal sealed record AclPolicyDraft(string Name, string? Rules, string? Description, IReadOnlyList<string>? Datacenters, string Path = "")
{
    /// <summary>The files of policies in a folder, or the one file.</summary>
    /// <exception cref="ConsulSecurityException"><c>FileNotFound</c>, <c>AclPolicyFilesSameName</c>.</exception>
    public static IReadOnlyList<string> Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [path] : throw FileErrors.NotFound(path);
        }

        string[] files = [.. Directory.GetFiles(path).Where(f => f.EndsWith(".hcl", StringComparison.Ordinal) || f.EndsWith(".json", StringComparison.Ordinal)).OrderBy(f => f, StringComparer.Ordinal)];
        IGrouping<string, string>? same = files.GroupBy(System.IO.Path.GetFileNameWithoutExtension).FirstOrDefault(g => g.Count() > 1)!;
        return same is null ? files : throw AclErrors.FilesOfSameName(same.Key, path);
    }

    /// <summary>The policy of a file: its name is the file's, without what is behind the dot.</summary>
    public static AclPolicyDraft Read(string path, string? description, IReadOnlyList<string>? datacenters)
    {
        string text = SourceText.FromBytes(SafeFile.Read(path), path).Text;
        return new AclPolicyDraft(System.IO.Path.GetFileNameWithoutExtension(path), text, description, datacenters, path);
    }

    /// <summary>Refuses names that Consul refuses, and rules that it refuses or that do not mean what they seem to.</summary>
    /// <exception cref="ConsulSecurityException"><c>AclNameInvalid</c>, <c>AclRulesInvalid</c>.</exception>
    public void Check(Version? version, bool allowMistakes)
    {
        if (Name.Length is 0 or > 128 || !Name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_'))
        {
            throw AclErrors.NameInvalid(AclKind.Policy, Name, "letters, digits, '-' and '_' up to 128");
        }

        if (Rules is not null)
        {
            Diagnostic[] mistakes = [.. AclRuleDocument.Read(SourceText.FromString(Rules, Path), version).Diagnostics
                .Where(d => d.Severity == DiagnosticSeverity.Error || (!allowMistakes && d.Severity == DiagnosticSeverity.Warning))];
            if (mistakes.Length > 0)
            {
                throw AclErrors.RulesInvalid(Name, mistakes);
            }
        }
    }

    /// <summary>The fields to set.</summary>
    public JObject ToPatch()
    {
        var patch = new JObject { ["Name"] = Name };
        if (Rules is not null)
        {
            patch["Rules"] = Rules;
        }

        if (Description is not null)
        {
            patch["Description"] = Description;
        }

        if (Datacenters is not null)
        {
            patch["Datacenters"] = new JArray(Datacenters);
        }

        return patch;
    }
}
