using System.Globalization;
using System.IO;
using System.Text;
using Newtonsoft.Json;

namespace ConsulSecurity.Configuration;

/// <summary>Prints values as indented JSON; blocks become lists of objects.</summary>
internal static class JsonConfigWriter
{
    public static string ToJson(ConfigObject values)
    {
        var text = new StringBuilder();
        using var writer = new JsonTextWriter(new StringWriter(text, CultureInfo.InvariantCulture) { NewLine = "\n" }) { Formatting = Formatting.Indented };
        Write(writer, values);
        return text.Append('\n').ToString();
    }

    private static void Write(JsonTextWriter writer, ConfigValue value)
    {
        switch (value)
        {
            case ConfigObject block:
                writer.WriteStartObject();
                foreach (ConfigEntry entry in block.Entries)
                {
                    writer.WritePropertyName(entry.Name);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case ConfigList list:
                writer.WriteStartArray();
                list.Items.ForEach(item => Write(writer, item));
                writer.WriteEndArray();
                break;
            case ConfigString text:
                writer.WriteValue(text.Value);
                break;
            case ConfigBool flag:
                writer.WriteValue(flag.Value);
                break;
            case ConfigInteger number:
                writer.WriteValue(number.Value);
                break;
            case ConfigDouble { Value: >= -9e15 and <= 9e15 } number when number.Value == (long)number.Value:
                writer.WriteValue((long)number.Value);
                break;
            case ConfigDouble number:
                writer.WriteRawValue(number.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteNull();
                break;
        }
    }
}
