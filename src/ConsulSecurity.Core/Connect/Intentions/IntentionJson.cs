using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Connect;

/// <summary>Intentions in Consul's JSON: as the intentions API lists them, and as the sources of a <c>service-intentions</c> entry.</summary>
internal static class IntentionJson
{
    public static ConsulIntention Read(JObject json) => new()
    {
        Source = Text(json, "SourceName") ?? string.Empty,
        Destination = Text(json, "DestinationName") ?? string.Empty,
        Action = ReadAction(json),
        Permissions = ReadPermissions(json),
        Description = Text(json, "Description") ?? string.Empty,
        Meta = ReadMeta(json["Meta"]),
        Id = Text(json, "ID"),
        SourcePeer = Text(json, "SourcePeer"),
    };

    public static ConsulIntention ReadSource(string destination, JObject json) => new()
    {
        Source = Text(json, "Name") ?? string.Empty,
        Destination = destination,
        Action = ReadAction(json),
        Permissions = ReadPermissions(json),
        Description = Text(json, "Description") ?? string.Empty,
        SourcePeer = Text(json, "Peer"),
    };

    /// <summary>For the calls by ID, up to Consul 1.8.</summary>
    public static JObject Write(ConsulIntention intention, IReadOnlyDictionary<string, string>? meta) => new()
    {
        ["SourceName"] = intention.Source,
        ["DestinationName"] = intention.Destination,
        ["SourceType"] = "consul",
        ["Action"] = Lower(intention.Action!.Value),
        ["Description"] = intention.Description,
        ["Meta"] = JObject.FromObject(meta ?? new Dictionary<string, string>()),
    };

    /// <summary>For the sources of a <c>service-intentions</c> entry.</summary>
    public static JObject WriteSource(ConsulIntention intention)
    {
        var json = new JObject { ["Name"] = intention.Source, ["Type"] = "consul", ["Description"] = intention.Description };
        if (intention.Permissions.Length > 0)
        {
            json["Permissions"] = new JArray(intention.Permissions.Select(WritePermission));
        }
        else
        {
            json["Action"] = Lower(intention.Action!.Value);
        }

        return json;
    }

    /// <summary>A text; null where it is absent or empty, which Go does not tell apart.</summary>
    public static string? Text(JToken json, string name) => json is JObject o && (string?)o[name] is { Length: > 0 } text ? text : null;

    /// <exception cref="FormatException">Neither allow nor deny.</exception>
    public static IntentionAction ParseAction(string text) => text.Trim().ToUpperInvariant() switch
    {
        "ALLOW" => IntentionAction.Allow,
        "DENY" => IntentionAction.Deny,
        _ => throw new FormatException($"has the action '{text}', which is neither 'allow' nor 'deny'"),
    };

    private static IntentionAction? ReadAction(JObject json) =>
        HasPermissions(json) || Text(json, "Action") is not { } text ? null : ParseAction(text);

    private static bool HasPermissions(JObject json) => json["Permissions"] is JArray { Count: > 0 };

    private static IntentionPermission[] ReadPermissions(JObject json) =>
        HasPermissions(json) ? [.. json["Permissions"]!.OfType<JObject>().Select(ReadPermission)] : [];

    private static IntentionPermission ReadPermission(JObject json)
    {
        JToken http = json["HTTP"] ?? new JObject();
        return new IntentionPermission
        {
            Action = ParseAction(Text(json, "Action") ?? string.Empty),
            PathExact = Text(http, "PathExact"),
            PathPrefix = Text(http, "PathPrefix"),
            PathRegex = Text(http, "PathRegex"),
            Methods = (http["Methods"] as JArray)?.Select(m => (string?)m ?? string.Empty).ToArray() ?? [],
            Headers = (http["Header"] as JArray)?.OfType<JObject>().Select(ReadHeader).ToArray() ?? [],
        };
    }

    private static IntentionHeaderMatch ReadHeader(JObject json) => new()
    {
        Name = Text(json, "Name") ?? string.Empty,
        Present = (bool?)json["Present"] ?? false,
        Exact = Text(json, "Exact"),
        Prefix = Text(json, "Prefix"),
        Suffix = Text(json, "Suffix"),
        Regex = Text(json, "Regex"),
        Invert = (bool?)json["Invert"] ?? false,
    };

    private static JObject WritePermission(IntentionPermission permission)
    {
        var http = new JObject();
        Add(http, "PathExact", permission.PathExact);
        Add(http, "PathPrefix", permission.PathPrefix);
        Add(http, "PathRegex", permission.PathRegex);
        if (permission.Methods.Length > 0)
        {
            http["Methods"] = new JArray(permission.Methods.Cast<object>().ToArray());
        }

        if (permission.Headers.Length > 0)
        {
            http["Header"] = new JArray(permission.Headers.Select(WriteHeader));
        }

        return new JObject { ["Action"] = Lower(permission.Action), ["HTTP"] = http };
    }

    private static JObject WriteHeader(IntentionHeaderMatch header)
    {
        var json = new JObject { ["Name"] = header.Name };
        Add(json, "Present", header.Present ? true : null);
        Add(json, "Exact", header.Exact);
        Add(json, "Prefix", header.Prefix);
        Add(json, "Suffix", header.Suffix);
        Add(json, "Regex", header.Regex);
        Add(json, "Invert", header.Invert ? true : null);
        return json;
    }

    private static void Add(JObject json, string name, object? value)
    {
        if (value is not null)
        {
            json[name] = JToken.FromObject(value);
        }
    }

    private static Dictionary<string, string> ReadMeta(JToken? meta) =>
        (meta as JObject)?.Properties().ToDictionary(p => p.Name, p => (string?)p.Value ?? string.Empty) ?? [];

    private static string Lower(IntentionAction action) => action == IntentionAction.Allow ? "allow" : "deny";
}
