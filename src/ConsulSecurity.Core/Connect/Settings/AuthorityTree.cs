using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Configuration;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Connect;

/// <summary>Turns the block <c>connect.ca_config</c> into what the API takes, and back.</summary>
internal static class AuthorityTree
{
    public static JObject FromFile(ConfigValue? block) => block switch
    {
        ConfigList { Items: { Count: > 0 } items } => FromFile(items[items.Count - 1]),
        ConfigObject values => new JObject(values.Entries.Where(e => e.Value is not ConfigNull).Select(e => Read(e.Name, e.Value, translate: true))),
        _ => [],
    };

    public static ConfigValue ToFile(JObject config) => ConfigTree.Of(Flatten(config, translate: true));

    private static JProperty Read(string name, ConfigValue value, bool translate)
    {
        string known = translate ? AuthoritySettings.ToApi(name) : name;
        return new JProperty(known, Value(value, translate && known != AuthoritySettings.Parameters));
    }

    private static JToken Value(ConfigValue value, bool translate) => value switch
    {
        ConfigString text => text.Value,
        ConfigBool flag => flag.Value,
        ConfigInteger number => number.Value,
        ConfigDouble number => number.Value,
        ConfigObject block => new JObject(block.Entries.Select(e => Read(e.Name, e.Value, translate))),
        ConfigList { IsBlocks: true, Items: { Count: 1 } items } => Value(items[0], translate),
        ConfigList list => new JArray(list.Items.Select(item => Value(item, translate))),
        _ => JValue.CreateNull(),
    };

    private static IEnumerable<KeyValuePair<string, object>> Flatten(JObject values, bool translate)
    {
        foreach (JProperty value in values.Properties())
        {
            string name = translate ? AuthoritySettings.ToFile(value.Name) : value.Name;
            object? content = value.Value switch
            {
                JObject block => ConfigTree.Of(Flatten(block, translate && value.Name != AuthoritySettings.Parameters)),
                JArray list => list.Select(item => item.ToString()).ToArray(),
                JValue scalar => scalar.Value,
                _ => null,
            };
            if (content is not null)
            {
                yield return new(name, content);
            }
        }
    }
}
