using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ConsulSecurity.Lab;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Integration.Tests.Acl;

/// <summary>Makes texts of ACL rules, right and wrong in the ways that people and spoilt files are wrong.</summary>
internal sealed class AclTextGenerator(Random random)
{
    private static readonly string[] s_known =
        [.. JArray.Parse(File.ReadAllText(Path.Combine(ConsulBinary.Checkout, "tests", "fixtures", "acl", "rule-texts.json"))).Select(row => (string)row["text"]!)];

    private static readonly string[] s_resources =
    [
        "key", "key_prefix", "service", "service_prefix", "node", "node_prefix", "agent", "agent_prefix", "event", "event_prefix", "query", "query_prefix",
        "session", "session_prefix", "key", "key_prefix", "service", "service_prefix",
    ];

    private static readonly string[] s_scalars = ["acl", "operator", "keyring", "operator", "mesh", "peering", "id", "revision"];

    private static readonly string[] s_odd =
        ["kye", "keyprefix", "KEY", "Key_Prefix", "identity", "namespace", "partition", "\"key\"", "\"service_prefix\"", "\u017Fervice", "Agents", "key-prefix", "keys", "\u212Aey", "foo"];

    private static readonly string[] s_segments = ["a", "a/", "a/b", "ab", "", "web", "we", "*", "é", "x y", "A", "policy"];

    private static readonly string[] s_words =
        ["read", "write", "deny", "read", "write", "deny", "list", "READ", "Deny", "reed", "", "readwrite", "l\u0130st", "wr\u0131te", "read ", "none"];

    private static readonly string[] s_pieces =
        ["{", "}", "\"", "=", ",", "\n", "#", "/*", "[", "]", "<<E\nread\nE\n", ":", "policy", " } }", "= }", "null", "1", "'", "\\", "\t", "\r\n", "\uFEFF", "$"];

    public string Next() => random.Next(20) switch
    {
        0 => s_known[random.Next(s_known.Length)],
        < 4 => Spoil(s_known[random.Next(s_known.Length)]),
        < 7 => Spoil(Hcl()),
        < 11 => Json(),
        < 13 => Spoil(Json()),
        _ => Hcl(),
    };

    public static IReadOnlyList<string> Known => s_known;

    private string Hcl()
    {
        var text = new StringBuilder();
        for (int n = random.Next(1, 5); n > 0; n--)
        {
            Item(text);
            text.Append(Pick("\n", "\n", " ", "\n\n", " # c\n", ", "));
        }

        return text.ToString();
    }

    private void Item(StringBuilder text)
    {
        switch (random.Next(12))
        {
            case 0:
                text.Append(Pick(s_scalars)).Append(" = ").Append(Value());
                break;
            case 1:
                text.Append(Pick(s_scalars)).Append(Pick(" { policy = \"read\" }", " = [\"read\"]", " {}", " \"x\" { policy = \"read\" }", " = {}"));
                break;
            case 2:
                text.Append(Pick(s_odd)).Append(' ').Append(Quote(Pick(s_segments))).Append(' ').Append(Body());
                break;
            case 3:
                text.Append(Pick(s_resources)).Append(Pick(" = { ", " { ")).Append(Quote(Pick(s_segments))).Append(Pick(" = ", " ")).Append(Body()).Append(" }");
                break;
            case 4:
                text.Append(Pick(s_resources)).Append(Pick(" ", " = ")).Append(Pick(Body(), "[]", "[{}]", "\"read\"", "{}"));
                break;
            case 5:
                text.Append(Pick(s_resources)).Append(string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => " " + Quote(Pick(s_segments))))).Append(' ').Append(Body());
                break;
            default:
                text.Append(Pick(s_resources)).Append(' ').Append(Quote(Pick(s_segments))).Append(' ').Append(Body());
                break;
        }
    }

    private string Body()
    {
        var text = new StringBuilder("{ ");
        if (random.Next(15) > 0)
        {
            text.Append(Pick("policy", "policy", "policy", "policy", "policy", "policy", "Policy", "POLICY", "\"policy\"")).Append(" = ").Append(Value());
        }

        while (random.Next(4) == 0)
        {
            text.Append(Pick(", ", " ", "\n")).Append(Pick("intentions", "intentions", "policy", "foo", "sentinel", "Intentions", "name", "prefix")).Append(Pick(" = ", " = ", " = ", " "))
                .Append(Pick(Value(), Value(), Value(), "{ code = \"x\" }", "[]"));
        }

        return text.Append(" }").ToString();
    }

    private string Value() => random.Next(12) switch
    {
        0 => Pick("1", "true", "1.5", "read", "[\"read\"]", "{}", "null", "0x1", "<<E\nread\nE\n"),
        < 8 => Quote(Pick("read", "write", "deny")),
        _ => Quote(Pick(s_words)),
    };

    private string Json()
    {
        var root = new List<string>();
        for (int n = random.Next(0, 4); n > 0; n--)
        {
            root.Add(random.Next(5) == 0 ? $"{Quote(Pick(s_scalars))}: {JsonValue()}" : $"{Quote(Pick(random.Next(8) == 0 ? ["kye", "KEY", "identity", "mesh"] : s_resources))}: {JsonLabels()}");
        }

        return Pick("", "", " ", "\n") + "{" + string.Join(", ", root) + Pick("}", "}", "}", "}", ",}", "", "} x", "}}");
    }

    private string JsonLabels()
    {
        string[] labels = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => $"{Quote(Pick(s_segments))}: {JsonRule()}")];
        string text = "{" + string.Join(",", labels) + "}";
        return Pick(text, text, text, text, "[" + text + "]", "[" + text + "," + text + "]", "null", "\"read\"", "[]", "{\"policy\":\"read\"}");
    }

    private string JsonRule()
    {
        string text = "{\"policy\": " + JsonValue() + Pick("", "", "", ", \"intentions\": " + JsonValue(), ", \"foo\": {}", ", \"policy\": \"write\"", ", \"sentinel\": {\"code\": \"x\"}") + "}";
        return Pick(text, text, text, text, text, "[" + text + "]", "[" + text + "," + text + "]", "{}", "\"read\"", "{\"b\":" + text + "}", "[]", "null");
    }

    private string JsonValue() => random.Next(12) switch
    {
        0 => Pick("1", "true", "1.5", "null", "[\"read\"]", "{}", "[]", "false"),
        < 8 => Quote(Pick("read", "write", "deny")),
        _ => Quote(Pick(s_words)),
    };

    private string Spoil(string text)
    {
        var result = new StringBuilder(text);
        for (int n = random.Next(1, 3); n > 0 && result.Length > 0; n--)
        {
            int at = random.Next(result.Length);
            int length = Math.Min(random.Next(1, 8), result.Length - at);
            switch (random.Next(4))
            {
                case 0:
                    result.Remove(at, length);
                    break;
                case 1:
                    result.Length = at;
                    break;
                case 2:
                    result.Insert(at, result.ToString(at, length));
                    break;
                default:
                    result.Insert(at, Pick(s_pieces));
                    break;
            }
        }

        return result.ToString();
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private static string Quote(string text) => $"\"{text}\"";
}
