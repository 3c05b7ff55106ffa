using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Observation;

/// <summary>The programs that an agent's watches run.</summary>
internal static class WatchHandlers
{
    public static IReadOnlyList<string> Of(MergedConfiguration configuration) =>
        configuration.Find("watches")?.Value is ConfigValue watches ? [.. ConfigBlocks.Of(watches).Select(Program).OfType<string>().Distinct()] : [];

    private static string? Program(ConfigObject watch) => (ConfigBlocks.Get(watch, "args"), ConfigBlocks.Get(watch, "handler")) switch
    {
        (ConfigList { Items.Count: > 0 } list, _) => (list.Items[0] as ConfigString)?.Value,
        (_, ConfigString handler) => handler.Value.Trim().Split(' ')[0],
        _ => null,
    };
}
