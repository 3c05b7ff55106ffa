using System;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>Compares the lists of objects: links may be given by name or by id, and their order says nothing.</summary>
internal static class AclLinks
{
    /// <summary>A link by what people gave: an id or a name.</summary>
    public static JObject Link(string text) => Guid.TryParse(text, out _) ? new JObject { ["ID"] = text } : new JObject { ["Name"] = text };

    /// <summary>The list with links as the server has them, where it has them.</summary>
    public static JToken LikeBefore(JToken value, JToken? before) => value is JArray list && before is JArray old
        ? new JArray(list.Select(item => old.FirstOrDefault(o => IsSameLink(item, o)) ?? item))
        : value;

    /// <summary>Whether nothing would change; null, false, and empty texts and lists are the same as nothing.</summary>
    public static bool AreSame(JToken value, JToken? before) => (value, before) switch
    {
        (JArray list, JArray old) => list.Count == old.Count && JToken.DeepEquals(Sorted(list), Sorted(old)),
        (JArray list, null or JValue { Value: null }) => list.Count == 0,
        (JValue { Value: null or false or "" }, null or JValue { Value: null or false or "" }) => true,
        _ => JToken.DeepEquals(value, before),
    };

    /// <summary>An element of a list, for people.</summary>
    public static string Text(JToken item)
    {
        string? name = item is not JObject o ? (string?)item
            : (string?)o["Name"] ?? (string?)o["ServiceName"] ?? (string?)o["NodeName"] ?? (string?)o["TemplateName"] ?? (string?)o["ID"];
        JToken? rest = (item as JObject)?["TemplateVariables"]?["Name"];
        JToken? where = (item as JObject)?["Datacenters"] ?? (item as JObject)?["Datacenter"];
        string place = where is JArray list ? string.Join("/", list) : (string?)where ?? string.Empty;
        return name + (rest is null ? string.Empty : $"({rest})") + (place.Length == 0 ? string.Empty : "@" + place);
    }

    private static bool IsSameLink(JToken given, JToken old) => given is JObject g && old is JObject o && g.Count == 1
        && ((g["ID"] is { } id && JToken.DeepEquals(id, o["ID"])) || (g["Name"] is { } name && JToken.DeepEquals(name, o["Name"]))
            || (g["ServiceName"] is { } service && JToken.DeepEquals(service, o["ServiceName"]) && o["Datacenters"] is null or JArray { Count: 0 }));

    private static JArray Sorted(JArray list) => new(list.OrderBy(item => item.ToString(Formatting.None), StringComparer.Ordinal));
}
