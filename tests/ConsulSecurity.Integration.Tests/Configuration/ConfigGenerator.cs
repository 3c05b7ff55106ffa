using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Integration.Tests.Configuration;

/// <summary>Writes folders of configuration that an agent starts with: two to five files, in HCL and JSON, that say things again and differently.</summary>
internal sealed class ConfigGenerator(int seed)
{
    private static readonly string[] s_names = ["a", "B", "10-x", "zz", "_u", "é", "a.b", "Z", "05", "a-"];
    private readonly Random _random = new(seed);

    public void Write(string folder, string address, string certificates)
    {
        foreach (string name in s_names.OrderBy(_ => _random.Next()).Take(_random.Next(2, 6)))
        {
            JsonObject values = Some();
            bool json = _random.Next(2) == 0;
            string text = json ? Json(values) : Hcl(values);
            File.WriteAllText(Path.Combine(folder, name + (json ? ".json" : ".hcl")), text);
        }

        File.WriteAllText(Path.Combine(folder, "ignored.conf"), "nonsense");
        Directory.CreateDirectory(Path.Combine(folder, "sub.hcl"));
        File.WriteAllText(
            Path.Combine(folder, "~last.hcl"),
            $$"""
            bind_addr = "{{address}}"
            client_addr = "{{address}}"
            ca_file = "{{certificates}}/c.pem"
            cert_file = "{{certificates}}/c.pem"
            key_file = "{{certificates}}/k.pem"
            ports { http = 8500 }
            acl { tokens { agent_master = "probe" } }
            """);
    }

    private JsonObject Some()
    {
        var values = new JsonObject();
        foreach ((string path, _, string[] choices) in DebugConfigNames.All.OrderBy(_ => _random.Next()).Take(_random.Next(5, 40)))
        {
            JsonObject parent = values;
            string[] parts = path.Split('.');
            foreach (string part in parts[..^1])
            {
                parent = (JsonObject)(parent[part] ??= new JsonObject());
            }

            parent[parts[^1]] = Value(path, SettingNames.Find(path)!.Kind, choices);
        }

        return values;
    }

    private JsonNode Value(string path, SettingKind kind, string[] choices)
    {
        switch (kind)
        {
            case SettingKind.Bool:
                return _random.Next(2) == 0;
            case SettingKind.Int when choices.Length > 0:
                return int.Parse(choices[_random.Next(choices.Length)], CultureInfo.InvariantCulture);
            case SettingKind.Int when path.StartsWith("ports.", StringComparison.Ordinal):
                return 10000 + (DebugConfigNames.All.Select(s => s.Path).ToList().IndexOf(path) * 200) + _random.Next(200);
            case SettingKind.Int:
                return _random.Next(1, 500);
            case SettingKind.Duration:
                return choices.Length > 0 ? choices[_random.Next(choices.Length)] : $"{_random.Next(1, 90)}{(_random.Next(2) == 0 ? "s" : "m30s")}";
            case SettingKind.Strings:
                return new JsonArray([.. choices.Where(_ => _random.Next(2) == 0).Select(c => JsonValue.Create(c))]);
            case SettingKind.Map:
                return new JsonObject(new[] { "a", "b", "c" }.Where(_ => _random.Next(2) == 0)
                    .Select(key => KeyValuePair.Create<string, JsonNode?>(key, $"{_random.Next(100)}s")));
            default:
                return choices[_random.Next(choices.Length)];
        }
    }

    private string Json(JsonObject values)
    {
        string text = values.ToJsonString(new JsonSerializerOptions { WriteIndented = _random.Next(2) == 0 });
        return _random.Next(3) == 0 ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;
    }

    private string Hcl(JsonObject values)
    {
        var text = new StringBuilder("# made by a test\n");
        Hcl(text, values);
        return _random.Next(3) == 0 ? text.Replace("\n", "\r\n").ToString() : text.ToString();
    }

    private void Hcl(StringBuilder text, JsonObject values)
    {
        foreach ((string name, JsonNode? value) in values)
        {
            text.Append(_random.Next(6) == 0 ? name.ToUpperInvariant() : name);
            if (value is JsonObject block)
            {
                text.Append(_random.Next(2) == 0 ? " {\n" : " = {\n");
                Hcl(text, block);
                text.Append("}\n");
            }
            else
            {
                text.Append(" = ").Append(value!.ToJsonString()).Append(_random.Next(4) == 0 ? " // c\n" : "\n");
            }
        }
    }
}
