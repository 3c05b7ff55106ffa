using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Observation;

/// <summary>Fields of a definition: Consul takes their names in any case, and in the spelling of its API too (<c>LocalServiceAddress</c>).</summary>
internal static class DefinitionField
{
    public static ConfigValue? Get(ConfigObject? block, string name)
    {
        string wanted = Canonical(name);
        ConfigValue? value = block?.Entries.FirstOrDefault(entry => Canonical(entry.Name) == wanted)?.Value;
        return value is ConfigNull ? null : value;
    }

    public static string Text(ConfigObject? block, string name) => Unwrap(Get(block, name)) is ConfigString text ? text.Value : string.Empty;

    public static int Number(ConfigObject? block, string name) => Unwrap(Get(block, name)) switch
    {
        ConfigInteger whole => (int)whole.Value,
        ConfigDouble number => (int)number.Value,
        _ => 0,
    };

    public static bool IsTrue(ConfigObject? block, string name) => Unwrap(Get(block, name)) is ConfigBool { Value: true };

    public static ConfigObject? Object(ConfigValue? value) => Unwrap(value) as ConfigObject;

    public static IEnumerable<string> Texts(ConfigValue? value) => value switch
    {
        ConfigString text => [text.Value],
        ConfigList list => list.Items.SelectMany(Texts),
        _ => [],
    };

    /// <summary>The settings of a proxy or an upstream that hand Envoy JSON of one's own.</summary>
    public static IEnumerable<string> EscapeHatches(ConfigObject? proxy) =>
        Object(Get(proxy, "config"))?.Entries.Select(entry => entry.Name).Where(ConfigEntryReader.IsEscapeHatch) ?? [];

    private static ConfigValue? Unwrap(ConfigValue? value) => value is ConfigList { Items.Count: 1 } list ? list.Items[0] : value;

    private static string Canonical(string name) => name.Replace("_", string.Empty).ToUpperInvariant();
}
