using System;
using System.Text;

namespace ConsulSecurity.Hcl;

/// <summary>Writes strings and names so that Consul reads them as they are.</summary>
internal static class HclQuoting
{
    /// <summary>The name as it is where it may stand alone, else in quotes.</summary>
    public static string Name(string name)
    {
        bool plain = name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name[0] < 0x80 && name != "true" && name != "false";
        foreach (char c in name)
        {
            plain &= c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.';
        }

        return plain ? name : String(name);
    }

    public static string String(string value)
    {
        bool keepInterpolation = value.IndexOf("${", StringComparison.Ordinal) < 0 || IsPlainInterpolation(value);
        var text = new StringBuilder(value.Length + 2).Append('"');
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            bool opens = c == '$' && i + 1 < value.Length && value[i + 1] == '{';
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '$' when opens && !keepInterpolation => "\\u0024",
                < ' ' or '\u007F' or '\uE123' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }

    // Within ${...} escapes are not understood, so what needs one cannot stand there; then the dollar sign is escaped instead.
    private static bool IsPlainInterpolation(string value)
    {
        int braces = 0;
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (braces == 0)
            {
                braces = c == '$' && i + 1 < value.Length && value[i + 1] == '{' ? 1 : 0;
                i += braces;
                continue;
            }

            braces += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c is '"' or '\\' or '\uFFFD' or '\uE123' or '\u007F' || c < ' ')
            {
                return false;
            }
        }

        return braces == 0;
    }
}
