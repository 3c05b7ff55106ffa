using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ConsulSecurity.Configuration;
using ConsulSecurity.Platform;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>The health checks of an agent: what each asks, never with what credentials.</summary>
internal static class CheckDefinitions
{
    private static readonly string[] s_network = ["http", "tcp", "udp", "grpc", "h2ping"];

    private static readonly Dictionary<string, string> s_jsonNames = new()
    {
        ["id"] = "CheckID",
        ["name"] = "Name",
        ["docker_container_id"] = "DockerContainerID",
        ["http"] = "HTTP",
        ["tcp"] = "TCP",
        ["udp"] = "UDP",
        ["grpc"] = "GRPC",
        ["h2ping"] = "H2PING",
        ["os_service"] = "OSService",
        ["alias_service"] = "AliasService",
        ["alias_node"] = "AliasNode",
    };

    /// <summary>Those that the configuration defines, by themselves and with services.</summary>
    public static IReadOnlyList<CheckEvidence> OfFiles(MergedConfiguration configuration)
    {
        IEnumerable<ConfigObject> Blocks(string name) => configuration.Find(name)?.Said.SelectMany(said => ConfigBlocks.Of(said.Node)) ?? [];
        IEnumerable<ConfigObject> services = Blocks("service").Concat(Blocks("services")).SelectMany(service => new[] { service }.Concat(Sidecar(service)));
        return
        [
            .. Blocks("check").Concat(Blocks("checks")).Select(check => OfBlock(check, null)),
            .. from service in services
               from check in ConfigBlocks.Of(ConfigBlocks.Get(service, "check")).Concat(ConfigBlocks.Of(ConfigBlocks.Get(service, "checks")))
               select OfBlock(check, ConfigBlocks.Text(service, "name") ?? ConfigBlocks.Text(service, "id")),
        ];
    }

    /// <summary>Those that the running agent got from its files, as <c>DebugConfig</c> has them.</summary>
    public static IReadOnlyList<CheckEvidence> OfAgent(JObject self) =>
    [
        .. Objects(self.SelectToken("DebugConfig.Checks")).Select(check => OfJson(check, null, fromApi: false, null)),
        .. from service in Objects(self.SelectToken("DebugConfig.Services"))
           from check in Objects(service["Checks"]).Concat(service["Check"] is JObject one ? [one] : [])
           select OfJson(check, (string?)service["Name"], fromApi: false, null) into check
           where check.Kind.Length > 0
           select check,
    ];

    /// <summary>Those that were registered by the API, and that the data folder keeps.</summary>
    public static IReadOnlyList<CheckEvidence> OfData(string dataFolder)
    {
        string folder = Path.Combine(dataFolder, "checks");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).OrderBy(path => path, StringComparer.Ordinal).Select(OfFile).OfType<CheckEvidence>()] : [];
    }

    private static CheckEvidence? OfFile(string path)
    {
        try
        {
            JObject kept = JObject.Parse(Encoding.UTF8.GetString(SafeFile.Read(path)));
            CheckEvidence check = OfJson((JObject)(kept["ChkType"] ?? new JObject()), (string?)kept.SelectToken("Check.ServiceName"), (string?)kept["Source"] != "local", new SourceLocation(path, 0, 0));
            return check with { Id = (string?)kept.SelectToken("Check.CheckID") ?? check.Id };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<ConfigObject> Sidecar(ConfigObject service) =>
        ConfigBlocks.Of(ConfigBlocks.Get(service, "connect")).SelectMany(connect => ConfigBlocks.Of(ConfigBlocks.Get(connect, "sidecar_service")));

    private static CheckEvidence OfBlock(ConfigObject check, string? service)
    {
        string? Text(params string[] names) => names.Select(name => ConfigBlocks.Text(check, name)).FirstOrDefault(text => !string.IsNullOrEmpty(text));
        bool Flag(params string[] names) => names.Any(name => ConfigBlocks.Get(check, name) is ConfigBool { Value: true });
        (string kind, string? target) = Kind(Text, ConfigBlocks.Get(check, "args") is not null || ConfigBlocks.Get(check, "scriptargs") is not null, Text("ttl") is not null);
        return new CheckEvidence
        {
            Id = Text("id", "name") ?? service ?? "(no name)",
            Service = Text("service_id", "serviceid") ?? service,
            Kind = kind,
            Target = target,
            SkipsVerification = Flag("tls_skip_verify", "tlsskipverify"),
            RefusesRedirects = Flag("disable_redirects"),
            Suspects = SecretSuspicion.In(
                ConfigBlocks.Of(ConfigBlocks.Get(check, "header")).SelectMany(header => header.Entries.Select(entry => entry.Name)),
                Text("http"),
                Text("body"),
                DefinitionField.Texts(ConfigBlocks.Get(check, "args")).Concat(DefinitionField.Texts(ConfigBlocks.Get(check, "scriptargs")))),
            Location = check.Location,
        };
    }

    private static CheckEvidence OfJson(JObject check, string? service, bool fromApi, SourceLocation? location)
    {
        string? Text(params string[] names) => names.Select(name => (string?)check[s_jsonNames.TryGetValue(name, out string? other) ? other : name]).FirstOrDefault(text => !string.IsNullOrEmpty(text));
        bool hasTtl = (string?)check["TTL"] is { } ttl && ttl is not ("0s" or "0" or "");
        (string kind, string? target) = Kind(Text, check["ScriptArgs"] is JArray { Count: > 0 }, hasTtl);
        return new CheckEvidence
        {
            Id = Text("id", "name") ?? service ?? "(no name)",
            Service = string.IsNullOrEmpty(service) ? null : service,
            Kind = kind,
            Target = target,
            SkipsVerification = (bool?)check["TLSSkipVerify"] == true,
            RefusesRedirects = (bool?)check["DisableRedirects"] == true,
            Suspects = SecretSuspicion.In(
                (check["Header"] as JObject)?.Properties().Select(header => header.Name) ?? [],
                Text("http"),
                (string?)check["Body"],
                (check["ScriptArgs"] as JArray ?? []).Select(argument => (string?)argument ?? string.Empty)),
            IsFromApi = fromApi,
            Location = location,
        };
    }

    private static (string Kind, string? Target) Kind(Func<string[], string?> text, bool isScript, bool hasTtl)
    {
        if (text(["docker_container_id", "dockercontainerid"]) is not null || isScript)
        {
            return (isScript && text(["docker_container_id", "dockercontainerid"]) is null ? "script" : "docker", null);
        }

        foreach (string kind in s_network)
        {
            if (text([kind]) is { } target)
            {
                return (kind, kind == "http" ? Target(target) : target.Split('/')[0]);
            }
        }

        return text(["os_service"]) is not null ? ("os_service", null)
            : text(["alias_service", "alias_node"]) is not null ? ("alias", null)
            : (hasTtl ? "ttl" : string.Empty, null);
    }

    // User, password, path and query may be credentials.
    private static string? Target(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) ? $"{uri.Scheme}://{uri.Host}:{uri.Port}" : null;

    private static IEnumerable<JObject> Objects(JToken? list) => (list as JArray ?? []).OfType<JObject>();
}
