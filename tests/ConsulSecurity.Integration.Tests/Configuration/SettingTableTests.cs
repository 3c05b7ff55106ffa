using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConsulSecurity.Configuration;
using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Configuration;

public sealed partial class SettingTableTests
{
    [Fact]
    public void Consul_knows_exactly_the_settings_that_are_said_to_be_in_its_version()
    {
        var root = new JsonObject();
        Setting[] settings = [.. SettingNames.All.Where(s => s.Kind is not (SettingKind.Block or SettingKind.Blocks) && s.Path[0] != '@' && !InList(s))];
        foreach (Setting setting in settings)
        {
            Block(root, setting.Path[..(setting.Path.Length - setting.Name.Length)])[setting.Name] = null;
        }

        // Of a block that is unknown only the block is named.
        string[] unknown = [.. Unknown(root)];
        string[] expected = [.. settings.Where(s => !s.IsIn(new Version(1, 8, 7))).Select(s => s.Path)];

        Assert.DoesNotContain(unknown, name => !expected.Any(path => path == name || path.StartsWith(name + ".", StringComparison.Ordinal)));
        Assert.DoesNotContain(expected, path => !unknown.Any(name => path == name || path.StartsWith(name + ".", StringComparison.Ordinal)));
    }

    private static bool InList(Setting setting) => SettingNames.All.Any(
        s => s.Kind == SettingKind.Blocks && setting.Path.StartsWith(s.Path + ".", StringComparison.Ordinal));

    private static JsonObject Block(JsonObject root, string prefix)
    {
        foreach (string name in prefix.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            root = (JsonObject)(root[name] ??= new JsonObject());
        }

        return root;
    }

    private static IEnumerable<string> Unknown(JsonObject root)
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.json");
        File.WriteAllText(file, root.ToJsonString());
        try
        {
            var start = new ProcessStartInfo(ConsulBinary.Path, ["validate", file]) { RedirectStandardError = true, RedirectStandardOutput = true };
            using Process consul = Process.Start(start)!;
            string output = consul.StandardOutput.ReadToEnd() + consul.StandardError.ReadToEnd();
            consul.WaitForExit();
            return InvalidKey().Matches(output).Select(match => match.Groups[1].Value);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"invalid config key (\S+)")]
    private static partial Regex InvalidKey();
}
