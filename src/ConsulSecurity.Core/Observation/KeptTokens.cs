using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ConsulSecurity.Platform;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>Finds the tokens that an agent keeps in its data folder: its own, and those that services and checks were registered with.</summary>
internal sealed class KeptTokens(TokenFinder finder)
{
    /// <exception cref="UnauthorizedAccessException">This account may not look.</exception>
    public IReadOnlyList<FoundToken> In(string dataFolder) =>
    [
        .. Agent(Path.Combine(dataFolder, "acl-tokens.json")),
        .. Registered(Path.Combine(dataFolder, "services"), "service", kept => (string?)kept.SelectToken("Service.Service")),
        .. Registered(Path.Combine(dataFolder, "checks"), "check", kept => (string?)kept.SelectToken("Check.CheckID")),
    ];

    private List<FoundToken> Agent(string path)
    {
        JObject? kept = File.Exists(path) ? Read(path) : null;
        return
        [
            .. (kept?.Properties() ?? []).Where(p => p.Value.Type == JTokenType.String && ((string)p.Value!).Length > 0)
                .Select(p => finder.Found($"kept acl.tokens.{p.Name}", (string)p.Value!, new SourceLocation(path, 0, 0))),
        ];
    }

    private List<FoundToken> Registered(string folder, string what, Func<JObject, string?> name)
    {
        var found = new List<FoundToken>();
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        foreach (string path in files.OrderBy(path => path, StringComparer.Ordinal))
        {
            if (Read(path) is { } kept && (string?)kept["Token"] is { Length: > 0 } token)
            {
                found.Add(finder.Found($"kept {what} {name(kept)}", token, new SourceLocation(path, 0, 0)));
            }
        }

        return found;
    }

    private static JObject? Read(string path)
    {
        try
        {
            return JObject.Parse(Encoding.UTF8.GetString(SafeFile.Read(path)));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
