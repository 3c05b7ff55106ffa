using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ConsulSecurity.Platform;
using ConsulSecurity.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Connect;

/// <summary>
/// Intentions as desired state in files: CSV with the columns Source, Destination, Action and Description, or JSON, where an object is
/// one intention with those names (and Permissions as Consul writes them) or a <c>service-intentions</c> entry.
/// </summary>
internal static class IntentionFiles
{
    /// <summary>Reads a file, or all .csv and .json files of a folder in the order of their names; every one is checked.</summary>
    /// <exception cref="ConsulSecurityException"><c>IntentionFileNotFound</c>, <c>IntentionFileInvalid</c>, <c>IntentionSaidTwice</c> or a rule's.</exception>
    public static IReadOnlyList<ConsulIntention> Read(string path)
    {
        var files = new Dictionary<string, string>();
        var intentions = new List<ConsulIntention>();
        foreach (string file in FilesAt(path))
        {
            foreach (ConsulIntention intention in ReadFile(file))
            {
                string key = IntentionPlan.Key(intention);
                if (files.TryGetValue(key, out string? first))
                {
                    throw IntentionErrors.SaidTwice(intention, first, file);
                }

                files.Add(key, file);
                intentions.Add(intention);
            }
        }

        return intentions;
    }

    private static List<string> FilesAt(string path)
    {
        List<string> files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path).Where(f => IsCsv(f) || IsJson(f)).OrderBy(f => f, StringComparer.Ordinal)]
            : File.Exists(path) ? [path] : [];
        return files.Count > 0 ? files : throw IntentionErrors.NoFiles(path);
    }

    private static bool IsCsv(string file) => file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static bool IsJson(string file) => file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static List<ConsulIntention> ReadFile(string file)
    {
        string text = Encoding.UTF8.GetString(SafeFile.Read(file)).TrimStart('\uFEFF');
        try
        {
            List<ConsulIntention> intentions = IsJson(file) ? ReadJson(text) : ReadCsv(text);
            intentions.ForEach(IntentionRules.Check);
            return intentions;
        }
        catch (FormatException e)
        {
            throw IntentionErrors.FileInvalid(file, e.Message, e);
        }
        catch (JsonException e)
        {
            throw IntentionErrors.FileInvalid(file, "is not JSON as Consul reads it", e);
        }
        catch (ConsulSecurityException e)
        {
            throw IntentionErrors.FileInvalid(file, $"cannot be used: {e.Message.TrimEnd('.')}", e);
        }
    }

    private static List<ConsulIntention> ReadCsv(string text) => [.. CsvReader.Read(text).Select(row => new ConsulIntention
    {
        Source = Cell(row.Fields, row.Line, "Source"),
        Destination = Cell(row.Fields, row.Line, "Destination"),
        Action = IntentionJson.ParseAction(Cell(row.Fields, row.Line, "Action")),
        Description = row.Fields.TryGetValue("Description", out string? description) ? description : string.Empty,
    })];

    private static string Cell(IReadOnlyDictionary<string, string> fields, int line, string name) =>
        fields.TryGetValue(name, out string? value) && value.Trim() is { Length: > 0 } text
            ? text
            : throw new FormatException($"has no {name} in line {line}");

    private static List<ConsulIntention> ReadJson(string text)
    {
        JToken root = JToken.Parse(text);
        IEnumerable<JObject> objects = root is JArray list ? list.OfType<JObject>() : [(JObject)root];
        return [.. objects.SelectMany(ReadObject)];
    }

    private static IEnumerable<ConsulIntention> ReadObject(JObject json)
    {
        if (IntentionJson.Text(json, "Kind") is not { } kind)
        {
            return [IntentionJson.ReadSource(IntentionJson.Text(json, "Destination") ?? string.Empty, Renamed(json))];
        }

        return kind == "service-intentions"
            ? (json["Sources"] as JArray ?? []).OfType<JObject>()
                .Select(source => IntentionJson.ReadSource(IntentionJson.Text(json, "Name") ?? string.Empty, source))
            : throw new FormatException($"holds an entry of kind '{kind}', which is not 'service-intentions'");
    }

    private static JObject Renamed(JObject json)
    {
        var copy = (JObject)json.DeepClone();
        copy["Name"] = json["Source"];
        return copy;
    }
}
