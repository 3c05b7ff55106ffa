using System;
using System.Globalization;
using System.Linq;
using System.Text;
using ConsulSecurity.Configuration;
using ConsulSecurity.Hcl;

namespace ConsulSecurity.Core.Tests.Hcl;

/// <summary>Trees and values in the notation of the oracle.</summary>
internal static class HclDump
{
    public static string Tree(HclDocument document)
    {
        var text = new StringBuilder();
        Tree(text, document, document.Root);
        return text.ToString();
    }

    public static string Values(ConfigValue value)
    {
        var text = new StringBuilder();
        Values(text, value);
        return text.ToString();
    }

    private static void Tree(StringBuilder text, HclDocument document, HclNode node)
    {
        switch (node)
        {
            case HclObject block:
                text.Append('{');
                foreach (HclItem item in block.Items)
                {
                    foreach (HclKey key in item.Keys)
                    {
                        Quote(text, document.Source.Slice(key.Span));
                    }

                    text.Append('=');
                    Tree(text, document, item.Value);
                }

                text.Append('}');
                break;
            case HclList list:
                text.Append('[');
                foreach (HclNode element in list.Elements)
                {
                    Tree(text, document, element);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case HclLiteral literal:
                Quote(text, literal.Kind == HclTokenKind.Null ? string.Empty : literal.RawText);
                break;
        }
    }

    private static void Values(StringBuilder text, ConfigValue value)
    {
        switch (value)
        {
            case ConfigObject map:
                text.Append('{');
                foreach ((string name, ConfigValue inner) in map.Entries.Select(e => (Quoted(e.Name), e.Value)).OrderBy(e => e.Item1, StringComparer.Ordinal))
                {
                    text.Append(name).Append('=');
                    Values(text, inner);
                }

                text.Append('}');
                break;
            case ConfigList { IsBlocks: true } blocks:
                text.Append('(');
                blocks.Items.ForEach(item => Values(text, item));
                text.Append(')');
                break;
            case ConfigList list:
                text.Append('[');
                list.Items.ForEach(item =>
                {
                    Values(text, item);
                    text.Append(',');
                });
                text.Append(']');
                break;
            default:
                text.Append(Scalar(value));
                break;
        }
    }

    private static string Scalar(ConfigValue value) => value switch
    {
        ConfigString s => Quoted(s.Value),
        ConfigInteger i => "i" + i.Value.ToString(CultureInfo.InvariantCulture),
        ConfigDouble f => "f" + BitConverter.DoubleToInt64Bits(f.Value).ToString("x16", CultureInfo.InvariantCulture),
        ConfigBool b => b.Value ? "true" : "false",
        _ => "null",
    };

    private static string Quoted(string value)
    {
        var text = new StringBuilder();
        Quote(text, value);
        return text.ToString();
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('<');
        foreach (Rune rune in value.EnumerateRunes())
        {
            text.Append(rune.Value.ToString("x6", CultureInfo.InvariantCulture));
        }

        text.Append('>');
    }
}
