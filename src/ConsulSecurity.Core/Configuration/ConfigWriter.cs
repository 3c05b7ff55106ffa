using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using ConsulSecurity.Hcl;

namespace ConsulSecurity.Configuration;

/// <summary>Prints values in canonical HCL: two blanks a level, blocks without '=', every value on its own line. What is read back is the same.</summary>
internal static class ConfigWriter
{
    public static string ToHcl(ConfigObject values)
    {
        var text = new StringBuilder();
        Items(text, values, 0);
        return text.ToString();
    }

    private static void Items(StringBuilder text, ConfigObject values, int level)
    {
        foreach (ConfigEntry entry in values.Entries)
        {
            Item(text, entry.Name, entry.Value, level);
        }
    }

    private static void Item(StringBuilder text, string name, ConfigValue value, int level)
    {
        if (value is ConfigNull)
        {
            return;
        }

        if (value is ConfigList { IsBlocks: true } blocks)
        {
            blocks.Items.ForEach(block => Item(text, name, block, level));
            return;
        }

        text.Append(' ', level * 2).Append(HclQuoting.Name(name));
        if (value is ConfigObject inner)
        {
            text.Append(' ');
            Block(text, inner, level);
        }
        else
        {
            text.Append(" = ");
            Value(text, value, level);
        }

        text.Append('\n');
    }

    private static void Block(StringBuilder text, ConfigObject block, int level)
    {
        text.Append("{\n");
        Items(text, block, level + 1);
        text.Append(' ', level * 2).Append('}');
    }

    private static void Value(StringBuilder text, ConfigValue value, int level)
    {
        switch (value)
        {
            case ConfigObject block:
                Block(text, block, level);
                break;
            case ConfigList list:
                List(text, list.Items, level);
                break;
            default:
                text.Append(Scalar(value));
                break;
        }
    }

    private static void List(StringBuilder text, List<ConfigValue> items, int level)
    {
        List<ConfigValue> written = items.FindAll(item => item is not ConfigNull);
        bool isShort = written.TrueForAll(item => item is not (ConfigObject or ConfigList)) && written.Count <= 4;
        text.Append('[');
        for (int i = 0; i < written.Count; i++)
        {
            text.Append(isShort ? (i > 0 ? ", " : string.Empty) : "\n").Append(' ', isShort ? 0 : (level + 1) * 2);
            Value(text, written[i], level + 1);
            text.Append(isShort ? string.Empty : ",");
        }

        text.Append(isShort ? string.Empty : "\n").Append(' ', isShort ? 0 : level * 2).Append(']');
    }

    private static string Scalar(ConfigValue value) => value switch
    {
        ConfigString text => HclQuoting.String(text.Value),
        ConfigBool flag => flag.Value ? "true" : "false",
        ConfigInteger number => number.Value.ToString(CultureInfo.InvariantCulture),
        ConfigDouble number => Double(number.Value),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no scalar.", nameof(value)),
    };

    // With a point or an exponent, so that it is read back as what it is.
    private static string Double(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.IndexOf('.') < 0 && text.IndexOf('E') < 0 ? text + ".0" : text;
    }
}
