using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ConsulSecurity.Text;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>Makes a profile or waivers of a tree, and names the first thing in it that cannot be.</summary>
internal sealed class ProfileReader(string path)
{
    private static readonly string[] s_profileKeys = ["Name", "Description", "Level", "Checks", "Without", "Severities", "Parameters", "Waivers"];
    private static readonly string[] s_waiverKeys = ["Check", "Subject", "Justification", "Owner", "Expires"];

    public HardeningProfile Profile(JObject tree)
    {
        Dictionary<string, JToken> keys = Keys(tree, s_profileKeys, "the profile");
        return new HardeningProfile
        {
            Name = keys.TryGetValue("Name", out JToken? name) ? Text(name, "Name") : path,
            Level = keys.TryGetValue("Level", out JToken? level) ? Level(level) : 1,
            Checks = keys.TryGetValue("Checks", out JToken? checks) ? Patterns(checks, "Checks") : ["*"],
            Without = keys.TryGetValue("Without", out JToken? without) ? Patterns(without, "Without") : [],
            Severities = keys.TryGetValue("Severities", out JToken? severities)
                ? Map(severities, "Severities").ToDictionary(p => Check(p.Key).Id, p => Severity(p.Value, p.Key))
                : new Dictionary<string, Severity>(),
            Parameters = keys.TryGetValue("Parameters", out JToken? parameters)
                ? Map(parameters, "Parameters").ToDictionary(p => Check(p.Key).Id, p => (IReadOnlyDictionary<string, long>)Numbers(Check(p.Key), p.Value))
                : new Dictionary<string, IReadOnlyDictionary<string, long>>(),
            Waivers = keys.TryGetValue("Waivers", out JToken? waivers) ? WaiverFile(waivers) : [],
        };
    }

    public IReadOnlyList<HardeningWaiver> WaiverFile(JToken token)
    {
        JToken list = token is JObject tree ? Keys(tree, ["Waivers"], "a file of waivers").Values.SingleOrDefault() ?? new JArray() : token;
        return list is JArray array ? [.. array.Select(Waiver)] : throw Bad("'Waivers' is a list");
    }

    private HardeningWaiver Waiver(JToken token, int index)
    {
        string which = $"waiver {index + 1}";
        Dictionary<string, JToken> keys = token is JObject tree ? Keys(tree, s_waiverKeys, which) : throw Bad($"{which} is no object");
        string Said(string key) => keys.TryGetValue(key, out JToken? value) && Text(value, key) is { } text && text.Trim().Length > 0
            ? text
            : throw Bad($"{which} lacks '{key}'");
        return new HardeningWaiver(
            Said("Check"),
            keys.ContainsKey("Subject") ? Said("Subject") : "*",
            Said("Justification"),
            Said("Owner"),
            DateTime.TryParseExact(Said("Expires"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day)
                ? day
                : throw Bad($"'Expires' of {which} is no day such as '2027-01-31'"));
    }

    /// <summary>Keys without regard to case, as PowerShell has them; one that nobody knows is an error.</summary>
    private Dictionary<string, JToken> Keys(JObject tree, string[] known, string where)
    {
        var keys = new Dictionary<string, JToken>(StringComparer.Ordinal);
        foreach (JProperty property in tree.Properties())
        {
            string key = known.FirstOrDefault(k => string.Equals(k, property.Name, StringComparison.OrdinalIgnoreCase))
                ?? throw Bad($"'{property.Name}' is no key of {where}{(Spelling.Nearest(property.Name, known) is { } near ? $" (is '{near}' meant?)" : string.Empty)}");
            keys[key] = property.Value;
        }

        return keys;
    }

    private IReadOnlyList<string> Patterns(JToken token, string key)
    {
        IReadOnlyList<string> patterns = token is JArray list ? [.. list.Select(item => Text(item, key))] : [Text(token, key)];
        foreach (string pattern in patterns.Where(p => !CheckCatalog.All.Any(check => Glob.Matches(p, check.Info.Id))))
        {
            throw Bad($"'{pattern}' in '{key}' matches no check");
        }

        return patterns;
    }

    private IEnumerable<KeyValuePair<string, JToken>> Map(JToken token, string key) =>
        token is JObject tree ? tree.Properties().Select(p => new KeyValuePair<string, JToken>(p.Name, p.Value)) : throw Bad($"'{key}' is an object by check");

    private HardeningCheckInfo Check(string id) =>
        CheckCatalog.All.Select(check => check.Info).FirstOrDefault(info => string.Equals(info.Id, id, StringComparison.OrdinalIgnoreCase))
        ?? throw Bad($"there is no check '{id}'");

    private Severity Severity(JToken token, string id) =>
        Enum.TryParse(Text(token, id), ignoreCase: true, out Severity severity) && Enum.IsDefined(typeof(Severity), severity)
            ? severity
            : throw Bad($"'{token}' of '{id}' is no severity: one of {string.Join(", ", Enum.GetNames(typeof(Severity)))}");

    private Dictionary<string, long> Numbers(HardeningCheckInfo check, JToken token) => Map(token, check.Id).ToDictionary(
        p => check.Parameters.Keys.FirstOrDefault(name => string.Equals(name, p.Key, StringComparison.OrdinalIgnoreCase))
            ?? throw Bad($"'{check.Id}' has no parameter '{p.Key}'"),
        p => p.Value.Type == JTokenType.Integer ? (long)p.Value : throw Bad($"'{p.Key}' of '{check.Id}' is no whole number"));

    private int Level(JToken token) => token.Type == JTokenType.Integer && (long)token is 1 or 2 ? (int)token : throw Bad("'Level' is 1 or 2");

    private string Text(JToken token, string key) => token.Type == JTokenType.String ? (string)token! : throw Bad($"'{key}' is no text");

    private ConsulSecurityException Bad(string what) => HardeningErrors.ProfileInvalid(path, what);
}
