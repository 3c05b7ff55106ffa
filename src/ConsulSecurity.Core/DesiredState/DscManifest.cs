using System.Linq;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState;

/// <summary>Writes a resource's manifest for DSC v3: how <c>dsc</c> calls <c>consulsec</c>, and the schema of an instance.</summary>
internal static class DscManifest
{
    public const string TypePrefix = "ConsulSecurity/";

    public static string FileName(DesiredStateResource resource) => resource.Name + ".dsc.resource.json";

    public static JObject Of(DesiredStateResource resource, string version) => new()
    {
        ["$schema"] = "https://aka.ms/dsc/schemas/v3/bundled/resource/manifest.json",
        ["type"] = TypePrefix + resource.Name,
        ["version"] = version,
        ["description"] = resource.Description,
        ["tags"] = new JArray("Consul", "Security", "Hardening"),
        ["get"] = Call(resource, "get"),
        ["set"] = Call(resource, "set", new JProperty("implementsPretest", true), new JProperty("return", "state")),
        ["test"] = Call(resource, "test", new JProperty("return", "stateAndDiff")),
        ["export"] = Call(resource, "export"),
        ["exitCodes"] = new JObject
        {
            ["0"] = "Done",
            ["1"] = "It could not be done; standard error says why in one sentence",
            ["2"] = "Wrong usage",
        },
        ["schema"] = new JObject { ["embedded"] = Schema(resource) },
    };

    private static JObject Call(DesiredStateResource resource, string verb, params JProperty[] more) => new(
        [new JProperty("executable", "consulsec"), new JProperty("args", new JArray("dsc", verb, resource.Name)), new JProperty("input", "stdin"), .. more]);

    private static JObject Schema(DesiredStateResource resource)
    {
        var properties = new JObject(resource.Properties.Select(p => new JProperty(p.Name, Schema(p))));
        if (resource.CanBeAbsent)
        {
            properties[DesiredStateResource.Exists] = new JObject { ["type"] = "boolean", ["default"] = true, ["description"] = "Whether the instance should be there." };
        }

        properties["_inDesiredState"] = new JObject { ["type"] = new JArray("boolean", "null"), ["readOnly"] = true, ["description"] = "Whether the instance is as wanted; test gives it." };
        properties["reasons"] = new JObject
        {
            ["type"] = "array",
            ["readOnly"] = true,
            ["description"] = "Why it is not as wanted: a sentence for each property.",
            ["items"] = new JObject { ["type"] = "string" },
        };
        properties["restartNeeded"] = new JObject { ["type"] = "boolean", ["readOnly"] = true, ["description"] = "Whether set changed something that the agent reads at its start only." };
        return new JObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = resource.Name,
            ["description"] = resource.Description,
            ["type"] = "object",
            ["required"] = new JArray(resource.Properties.Where(p => p.IsKey).Select(p => p.Name)),
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
    }

    private static JObject Schema(ResourceProperty property)
    {
        var schema = new JObject
        {
            ["type"] = property.Kind switch
            {
                PropertyKind.Text => "string",
                PropertyKind.Flag => "boolean",
                PropertyKind.Number => "integer",
                _ => "array",
            },
            ["description"] = property.Description,
        };
        if (property.Kind is PropertyKind.Texts or PropertyKind.Numbers)
        {
            schema["items"] = new JObject { ["type"] = property.Kind == PropertyKind.Texts ? "string" : "integer" };
        }

        if (property.Default is not null)
        {
            schema["default"] = property.Default.DeepClone();
        }

        if (property.Values is not null)
        {
            schema["enum"] = new JArray(property.Values);
        }

        if (property.Range is var (least, most))
        {
            schema["minimum"] = property.LeastSeen ?? least;
            schema["maximum"] = most;
        }

        if (property.IsInput)
        {
            schema["writeOnly"] = true;
        }

        if (property.IsReadOnly)
        {
            schema["readOnly"] = true;
        }

        return schema;
    }
}
