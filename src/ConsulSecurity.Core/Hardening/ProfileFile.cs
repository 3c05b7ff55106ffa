using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>
/// Reads profiles and waivers: JSON here; of PSD1 the tree that PowerShell's safe parser gives. What a file says and nobody understands is an
/// error, since a profile that is half read audits something else than was meant.
/// </summary>
internal static class ProfileFile
{
    /// <summary>The profiles that come with the module, by name.</summary>
    public static readonly IReadOnlyList<string> Shipped = ["Level1", "Level2"];

    /// <summary>A profile of the module; null where it has none of that name.</summary>
    public static HardeningProfile? Find(string name)
    {
        string? known = Shipped.FirstOrDefault(shipped => string.Equals(shipped, name, StringComparison.OrdinalIgnoreCase));
        return known is null ? null : ReadProfile(ParseJson(Resource(known + ".json"), known), known);
    }

    /// <param name="tree">Dictionaries, lists and plain values.</param>
    /// <param name="path">The file that it is from.</param>
    public static HardeningProfile ReadProfile(object tree, string path)
    {
        var reader = new ProfileReader(path);
        return reader.Profile(AsObject(tree, path));
    }

    /// <summary>A file of waivers: a list, or an object whose <c>Waivers</c> is one.</summary>
    public static IReadOnlyList<HardeningWaiver> ReadWaivers(object tree, string path)
    {
        JToken token = Convert(tree);
        return new ProfileReader(path).WaiverFile(token);
    }

    /// <exception cref="ConsulSecurityException"><c>HardeningProfileInvalid</c>.</exception>
    public static object ParseJson(string text, string path)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
            JToken token = JToken.ReadFrom(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            reader.Read();
            return token;
        }
        catch (JsonException e)
        {
            throw HardeningErrors.ProfileInvalid(path, e.Message.TrimEnd('.'), e);
        }
    }

    private static JObject AsObject(object tree, string path) =>
        Convert(tree) as JObject ?? throw HardeningErrors.ProfileInvalid(path, "a profile is an object (in PSD1 a hashtable)");

    private static JToken Convert(object? tree) => tree switch
    {
        null => JValue.CreateNull(),
        JToken token => token,
        IDictionary map => new JObject(map.Cast<DictionaryEntry>().Select(entry => new JProperty($"{entry.Key}", Convert(entry.Value)))),
        string text => new JValue(text),
        IEnumerable list => new JArray(list.Cast<object?>().Select(Convert)),
        _ => JToken.FromObject(tree),
    };

    private static string Resource(string name)
    {
        using Stream stream = typeof(ProfileFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
