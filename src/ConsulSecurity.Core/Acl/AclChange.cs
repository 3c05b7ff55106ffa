using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>What is to become of one object.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Before">What is there; null where it is to be made.</param>
/// <param name="After">What is to be there, with everything kept that was not given; null where it is to go.</param>
internal sealed record AclChange(AclKind Kind, string Name, JObject? Before, JObject? After)
{
    private static readonly HashSet<string> s_hidden =
        new(StringComparer.Ordinal) { "ID", "AccessorID", "SecretID", "CreateIndex", "ModifyIndex", "Hash", "CreateTime", "Rules" };

    public bool IsCreate => Before is null && After is not null;

    public bool IsDelete => After is null;

    public bool IsNothing { get; private init; }

    /// <summary>The action in one word.</summary>
    public string Action => IsNothing ? "Keep" : IsCreate ? "Create" : IsDelete ? "Delete" : "Update";

    /// <summary>The change that gives an object the fields of a patch and keeps its others.</summary>
    public static AclChange Of(AclKind kind, string name, JObject? before, JObject patch)
    {
        if (before is null)
        {
            return new AclChange(kind, name, null, patch);
        }

        var after = (JObject)before.DeepClone();
        bool differs = false;
        foreach (JProperty field in patch.Properties())
        {
            JToken value = AclLinks.LikeBefore(field.Value, before[field.Name]);
            differs |= !AclLinks.AreSame(value, before[field.Name]);
            after[field.Name] = value;
        }

        return new AclChange(kind, name, before, after) { IsNothing = !differs };
    }

    /// <summary>The change that says that all is as it should be.</summary>
    public static AclChange None(AclKind kind, string name, JObject current) => new(kind, name, current, current) { IsNothing = true };

    /// <summary>What changes, line by line; secrets are left out.</summary>
    public string Describe() =>
        $"{Action} ACL {Kind.Name} '{Name}'" + string.Concat(LineDifference.Of(Lines(Before), Lines(After)).Select(line => "\n  " + line));

    private static List<string> Lines(JObject? tree)
    {
        var lines = new List<string>();
        foreach (JProperty field in tree?.Properties() ?? [])
        {
            if (field.Value is JObject settings)
            {
                lines.AddRange(settings.Properties().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{field.Name}.{p.Name}: {Setting(p)}"));
            }
            else if (!s_hidden.Contains(field.Name) && Text(field.Value) is { Length: > 0 } text)
            {
                lines.Add($"{field.Name}: {text}");
            }
        }

        lines.AddRange(((string?)tree?["Rules"] ?? string.Empty).Replace("\r\n", "\n").TrimEnd('\n').Split('\n').Where(line => line.Length > 0));
        return lines;
    }

    private static string Setting(JProperty setting) => AclSecrets.IsSecretSetting(setting.Name) ? "(secret)" : setting.Value.ToString(Formatting.None);

    private static string Text(JToken value) => value switch
    {
        JArray list => string.Join(", ", list.Select(AclLinks.Text)),
        JValue { Value: null or false } => string.Empty,
        _ => value.ToString(),
    };
}
