using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ConsulSecurity.Configuration;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Connect;

/// <summary>
/// Checks definitions of services, and writes them for an agent's configuration folder and for its API. The service itself gets no address:
/// one on loopback would be the sidecar's too, which nobody could reach then. The application is looked for on loopback.
/// </summary>
internal static class ServiceDefinitions
{
    private const string Loopback = "127.0.0.1";

    private static readonly Regex s_name = new("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", RegexOptions.CultureInvariant);

    /// <exception cref="ConsulSecurityException">What is wrong with it, and what to write instead.</exception>
    public static void Check(ConsulServiceDefinition definition)
    {
        CheckName(definition.Name);
        CheckPort($"the service '{definition.Name}'", definition.Port);
        if (definition.IsNative && (definition.SidecarPort is not null || definition.Upstream.Length > 0))
        {
            throw ServiceErrors.NativeWithSidecar(definition.Name);
        }

        var ports = new Dictionary<int, string> { [definition.Port] = "the application" };
        if (definition.SidecarPort is { } sidecar)
        {
            CheckPort("the sidecar", sidecar);
            Take(ports, sidecar, "the sidecar");
        }

        foreach (ServiceUpstream upstream in definition.Upstream)
        {
            CheckName(upstream.Name);
            CheckPort($"the upstream '{upstream.Name}'", upstream.Port);
            Take(ports, upstream.Port, $"the upstream '{upstream.Name}'");
        }
    }

    /// <summary>Writes a private file for an agent's configuration folder, with the token.</summary>
    public static void Write(ConsulServiceDefinition definition, string path, bool overwrite)
    {
        ConfigObject tree = Tree(definition);
        string text = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".HCL" => ConfigWriter.ToHcl(tree),
            ".JSON" => JsonConfigWriter.ToJson(tree),
            _ => throw ServiceErrors.FileTypeUnknown(path),
        };
        PrivateFile.Write(path, text, overwrite);
    }

    /// <summary>The body for the API; the token is not in it, but goes into the header.</summary>
    public static JObject ToApi(ConsulServiceDefinition definition)
    {
        var json = new JObject
        {
            ["Name"] = definition.Name,
            ["ID"] = definition.Id,
            ["Port"] = definition.Port,
            ["Tags"] = new JArray(definition.Tag.Cast<object>().ToArray()),
            ["Meta"] = JObject.FromObject(definition.Meta),
            ["EnableTagOverride"] = false,
            ["Checks"] = new JArray(ApiCheck(definition)),
        };
        json["Connect"] = definition.IsNative ? new JObject { ["Native"] = true } : new JObject { ["SidecarService"] = ApiSidecar(definition) };
        return json;
    }

    private static JObject ApiCheck(ConsulServiceDefinition definition) => new()
    {
        ["Name"] = CheckTitle(definition),
        [definition.HttpCheck is null ? "TCP" : "HTTP"] = CheckTarget(definition),
        ["Interval"] = "10s",
    };

    private static JObject ApiSidecar(ConsulServiceDefinition definition)
    {
        var sidecar = new JObject
        {
            ["Proxy"] = new JObject
            {
                ["LocalServiceAddress"] = Loopback,
                ["LocalServicePort"] = definition.Port,
                ["Upstreams"] = new JArray(definition.Upstream.Select(upstream => new JObject
                {
                    ["DestinationName"] = upstream.Name,
                    ["Datacenter"] = upstream.Datacenter ?? string.Empty,
                    ["LocalBindAddress"] = Loopback,
                    ["LocalBindPort"] = upstream.Port,
                })),
            },
        };
        if (definition.SidecarPort is { } port)
        {
            sidecar["Port"] = port;
        }

        return sidecar;
    }

    private static ConfigObject Tree(ConsulServiceDefinition definition)
    {
        var settings = new List<KeyValuePair<string, object>>
        {
            new("service.name", definition.Name),
            new("service.id", definition.Id),
            new("service.port", definition.Port),
        };
        if (definition.HasToken)
        {
            settings.Add(new("service.token", definition.Token!.Reveal()));
        }

        if (definition.Tag.Length > 0)
        {
            settings.Add(new("service.tags", definition.Tag));
        }

        if (definition.Meta.Count > 0)
        {
            settings.Add(new("service.meta", ConfigTree.Of(definition.Meta.Select(pair => new KeyValuePair<string, object>(pair.Key, pair.Value)))));
        }

        settings.Add(new("service.enable_tag_override", false));
        if (definition.IsNative)
        {
            settings.Add(new("service.connect.native", true));
        }
        else
        {
            AddSidecar(settings, definition);
        }

        settings.Add(new("service.check.name", CheckTitle(definition)));
        settings.Add(new(definition.HttpCheck is null ? "service.check.tcp" : "service.check.http", CheckTarget(definition)));
        settings.Add(new("service.check.interval", "10s"));
        return ConfigTree.Of(settings);
    }

    private static void AddSidecar(List<KeyValuePair<string, object>> settings, ConsulServiceDefinition definition)
    {
        const string Sidecar = "service.connect.sidecar_service.";
        if (definition.SidecarPort is { } port)
        {
            settings.Add(new(Sidecar + "port", port));
        }

        settings.Add(new(Sidecar + "proxy.local_service_address", Loopback));
        settings.Add(new(Sidecar + "proxy.local_service_port", definition.Port));
        if (definition.Upstream.Length > 0)
        {
            settings.Add(new(Sidecar + "proxy.upstreams", ConfigTree.List(definition.Upstream.Select(Upstream))));
        }
    }

    private static ConfigObject Upstream(ServiceUpstream upstream)
    {
        var settings = new List<KeyValuePair<string, object>> { new("destination_name", upstream.Name) };
        if (upstream.Datacenter is { Length: > 0 } datacenter)
        {
            settings.Add(new("datacenter", datacenter));
        }

        settings.Add(new("local_bind_address", Loopback));
        settings.Add(new("local_bind_port", upstream.Port));
        return ConfigTree.Of(settings);
    }

    private static string CheckTitle(ConsulServiceDefinition definition) =>
        definition.HttpCheck is null ? "takes connections" : "answers over HTTP";

    private static string CheckTarget(ConsulServiceDefinition definition)
    {
        string target = $"{Loopback}:{definition.Port.ToString(CultureInfo.InvariantCulture)}";
        return definition.HttpCheck is { } path ? $"http://{target}/{path.TrimStart('/')}" : target;
    }

    private static void CheckName(string name)
    {
        string? why = name switch
        {
            _ when name.Any(char.IsUpper) => "has upper-case letters",
            _ when !s_name.IsMatch(name) => "has characters that DNS names have not",
            _ => null,
        };
        if (why is not null)
        {
            throw ServiceErrors.NameInvalid(name, why);
        }
    }

    private static void CheckPort(string what, int port)
    {
        if (port is < 1 or > 65535)
        {
            throw ServiceErrors.PortInvalid(what, port);
        }
    }

    private static void Take(Dictionary<int, string> ports, int port, string what)
    {
        if (ports.TryGetValue(port, out string? other))
        {
            throw ServiceErrors.PortTwice(port, other, what);
        }

        ports.Add(port, what);
    }
}
