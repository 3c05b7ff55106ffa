using System;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>Reads HCL and JSON with the parser that Consul takes for it.</summary>
internal static class HclReader
{
    /// <summary>What Consul reads ACL rules, <c>-hcl</c> and .hcl files with: HCL 1, or lenient JSON where the text starts with a brace.</summary>
    public static HclDocument Read(SourceText source) => StartsWithBrace(source.Text) ? LenientJsonParser.Parse(source) : HclParser.Parse(source);

    /// <summary>What Consul reads files called .json with.</summary>
    public static HclDocument ReadJson(SourceText source) => JsonParser.Parse(source);

    /// <summary>Reads a configuration file by its suffix, as Consul does.</summary>
    public static HclDocument ReadFile(SourceText source) =>
        source.Path.EndsWith(".json", StringComparison.Ordinal) ? ReadJson(source) : Read(source);

    private static bool StartsWithBrace(string text)
    {
        int i = 0;
        while (i < text.Length && (text[i] is (>= '\t' and <= '\r') or ' ' or '\u0085' || (text[i] > 0x7F && char.IsWhiteSpace(text[i]))))
        {
            i++;
        }

        return i < text.Length && text[i] == '{';
    }
}
