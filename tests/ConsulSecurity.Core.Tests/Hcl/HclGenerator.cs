using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace ConsulSecurity.Core.Tests.Hcl;

/// <summary>Makes HCL and JSON from the grammar, sometimes wrong, and spoils bytes of what it made or of our fixtures.</summary>
internal sealed class HclGenerator(int seed)
{
    private static readonly byte[][] s_fixtures =
        [.. Directory.GetFiles(TestFiles.Fixture("hcl")).OrderBy(f => f, StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static readonly string[] s_names =
        ["a", "b", "key", "service", "policy", "A", "Key", "ports", "x-y.z", "_u", "\"a\"", "\"b c\"", "\"k/é\"", "été", "true1", "\"\"", "\"q\\\"\"", "\"${v}\""];

    private static readonly string[] s_scalars =
    [
        "1", "0", "-7", "0x1F", "017", "08", "019", "1.5", "2.", ".5", "1e3", "1e", "1e+", "-0.25", "2.5E-3", "99999999999999999999", "1e400", "-0x10", "0e1", "0.", "1.e2",
        ".5e3", "0x", "00", "007", "1_0", "true", "false", "null", "nul", "word", "-", "+1", "\"s\"", "\"\"", "\"a b\"", "\"12\"", "\"0x10\"", "\"1_0\"", "\"é😀\"",
        "\"\\n\\t\\\"\\\\\"", "\"\\x41\\101\\u00e9\\U0001F600\"", "\"\\xc3\\xa9\\xff\"", "\"\\777\"", "\"\\UFFFFFFFF\"", "\"\\ud800\"", "\"\\q\"", "\"\\18\"", "\"${a}\"",
        "\"x ${ f(\"y\") } z\"", "\"${ {} }\"", "\"${\"", "\"$${a}\"", "\"${a\nb}\"", "\"}${}{\"", "\"a\nb\"", "\"\\/\"", "'s'", "\"${\\n}\"", "\"\uFFFD\"", "\"${\uFFFD}\"",
    ];

    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", ",", "=", ":", "\"", "\\", "\n", "\r\n", "\r", " ", "#", "//", "/*", "*/", "<<EOF\n", "<<-E\n", "\nEOF\n", "E\n", "${", "$", "'", ".", "-", "+", "0", "1e", "0x",
        "\0", "\uFEFF", "\uE123", "\u00A0", "é", "😀", "a", "true", "null", "} }", "= }", "[ }", "\t", "\v", ";", "\uFFFD",
    ];

    private readonly Random _random = new(seed);

    public (char Mode, byte[] Text) Next()
    {
        int choice = _random.Next(100);
        return choice switch
        {
            < 30 => ('h', Utf8(Hcl())),
            < 42 => ('h', Utf8(Json())),
            < 54 => ('j', Utf8(Json())),
            < 70 => ('h', Spoil(Utf8(Hcl()))),
            < 76 => ('h', Spoil(Utf8(Json()))),
            < 82 => ('j', Spoil(Utf8(Json()))),
            _ => Fixture(),
        };
    }

    private (char Mode, byte[] Text) Fixture()
    {
        byte[] fixture = s_fixtures[_random.Next(s_fixtures.Length)];
        bool json = fixture[0] == '{' && _random.Next(2) == 0;
        return (json ? 'j' : 'h', Spoil(fixture));
    }

    private byte[] Spoil(byte[] text)
    {
        var bytes = new List<byte>(text);
        for (int n = _random.Next(1, 4); n > 0 && bytes.Count > 0; n--)
        {
            int at = _random.Next(bytes.Count);
            int length = Math.Min(_random.Next(1, 12), bytes.Count - at);
            switch (_random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)(bytes[at] ^ (1 << _random.Next(8)));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(_random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 4 when _random.Next(3) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Utf8(Pick(s_pieces)));
                    break;
            }
        }

        return [.. bytes];
    }

    private string Hcl()
    {
        var text = new StringBuilder();
        Items(text, depth: 0);
        return text.ToString();
    }

    private void Items(StringBuilder text, int depth)
    {
        for (int n = _random.Next(depth == 0 ? 6 : 4); n > 0; n--)
        {
            Item(text, depth);
            text.Append(Pick("\n", "\n", "\n", " ", "\r\n", ", ", ",\n", " # c\n", "\n\n// c\n", " /* c\n */ "));
        }
    }

    private void Item(StringBuilder text, int depth)
    {
        text.Append(Pick(s_names));
        int form = _random.Next(12);
        if (form < 7)
        {
            text.Append(Pick(" = ", "=", " =\n", " = /* c */ ", " = # c\n"));
            Value(text, depth);
            return;
        }

        for (int labels = form < 9 ? 0 : form - 9; labels > 0; labels--)
        {
            text.Append(' ').Append(Pick(s_names));
        }

        text.Append(Pick(" ", "", "\n", _random.Next(30) == 0 ? " = " : " ")).Append('{').Append(Pick(" ", "\n", ""));
        Items(text, depth + 1);
        text.Append(_random.Next(60) == 0 ? "" : "}");
    }

    private void Value(StringBuilder text, int depth)
    {
        int form = _random.Next(depth > 4 ? 8 : 12);
        if (form < 7)
        {
            text.Append(_random.Next(3) > 0 ? Pick("1", "\"s\"", "true", "1.5", "\"t\"", "-2") : Pick(s_scalars));
        }
        else if (form == 7)
        {
            Heredoc(text);
        }
        else if (form < 10)
        {
            List(text, depth);
        }
        else
        {
            text.Append("{ ");
            Items(text, depth + 1);
            text.Append('}');
        }
    }

    private void List(StringBuilder text, int depth)
    {
        text.Append('[');
        for (int n = _random.Next(4); n > 0; n--)
        {
            Value(text, depth + 1);
            text.Append(n > 1 || _random.Next(3) == 0 ? Pick(", ", ",", " ,\n", ",", _random.Next(20) == 0 ? " " : ", ") : "");
        }

        text.Append(_random.Next(60) == 0 ? "" : Pick("]", " ]", "\n]"));
    }

    private void Heredoc(StringBuilder text)
    {
        string mark = Pick("EOF", "E", "é1", "9x");
        bool indented = _random.Next(2) == 0;
        text.Append(indented ? "<<-" : "<<").Append(mark).Append(Pick("\n", "\n", "\r\n", _random.Next(20) == 0 ? " \n" : "\n"));
        for (int n = _random.Next(4); n > 0; n--)
        {
            text.Append(Pick("", "  ", "\t", "    ")).Append(Pick("line", "a \"b\" ${c}", "", mark + "x", "\\n", "\r")).Append(Pick("\n", "\n", "\r\n"));
        }

        text.Append(Pick("", "  ", "\t", "    ")).Append(mark).Append(Pick("\n", "\n", "\n", "\r\n", "\r\r\n", "", " \n"));
    }

    private string Json()
    {
        var text = new StringBuilder(Pick("", "", "", " ", "\n"));
        JsonObject(text, 0);
        return text.Append(Pick("", "", "", "", "\n", " ", " x", "{}", "}", ",")).ToString();
    }

    private void JsonObject(StringBuilder text, int depth)
    {
        text.Append('{');
        for (int n = _random.Next(4); n > 0; n--)
        {
            text.Append(Pick("\"a\"", "\"b\"", "\"key\"", "\"A\"", "\"é\"", "\"\\u0061\"", "\"\"", "\"a/b\"", _random.Next(25) == 0 ? "c" : "\"c\"", _random.Next(25) == 0 ? "\"x\" \"y\"" : "\"d\""));
            text.Append(_random.Next(60) == 0 ? Pick("", "=", "::") : Pick(":", ": ", " : "));
            JsonValue(text, depth);
            text.Append(n > 1 ? (_random.Next(40) == 0 ? "" : ",") : (_random.Next(15) == 0 ? "," : ""));
        }

        text.Append(_random.Next(40) == 0 ? Pick("", "]", "\0") : "}");
    }

    private void JsonValue(StringBuilder text, int depth)
    {
        int form = _random.Next(depth > 4 ? 6 : 12);
        if (form < 6)
        {
            text.Append(_random.Next(3) > 0 ? Pick("1", "\"s\"", "true", "null", "-1.5e3", "\"\\u00e9\\/\"", "\"\\ud83d\\ude00\"") : Pick(s_scalars));
        }
        else if (form < 9)
        {
            text.Append('[');
            for (int n = _random.Next(4); n > 0; n--)
            {
                if (_random.Next(2) == 0)
                {
                    JsonObject(text, depth + 1);
                }
                else
                {
                    JsonValue(text, depth + 1);
                }

                text.Append(n > 1 ? "," : _random.Next(20) == 0 ? "," : "");
            }

            text.Append(_random.Next(50) == 0 ? "" : "]");
        }
        else
        {
            JsonObject(text, depth + 1);
        }
    }

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
