using System;
using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>A node of the syntax tree.</summary>
internal abstract class HclNode(int start, int end)
{
    public SourceSpan Span => SourceSpan.FromBounds(start, end);
}

/// <summary>The items between two braces, or those of a whole file.</summary>
internal sealed class HclObject(int start, int end, List<HclItem> items) : HclNode(start, end)
{
    public List<HclItem> Items { get; } = items;

    /// <summary>
    /// The items whose first key is this one (case does not matter), without that key: what is left has further keys
    /// (<c>key "a" { }</c> asked for <c>key</c> has <c>"a"</c>) or none (<c>key { }</c>, <c>key = ...</c>).
    /// </summary>
    public IEnumerable<HclItem> Filter(string key)
    {
        foreach (HclItem item in Items)
        {
            if (item.Keys.Length > 0 && string.Equals(item.Keys[0].Name, key, StringComparison.OrdinalIgnoreCase))
            {
                yield return item.WithoutFirstKey();
            }
        }
    }
}

/// <summary>One or more keys and a value.</summary>
internal sealed class HclItem(HclKey[] keys, HclNode value)
{
    public HclKey[] Keys { get; } = keys;

    public HclNode Value { get; } = value;

    public SourceSpan Span => Keys.Length == 0 ? Value.Span : SourceSpan.FromBounds(Keys[0].Span.Start, Value.Span.End);

    public HclItem WithoutFirstKey()
    {
        var rest = new HclKey[Keys.Length - 1];
        Array.Copy(Keys, 1, rest, 0, rest.Length);
        return new HclItem(rest, Value);
    }
}

/// <summary>A key: an identifier, or a quoted string.</summary>
internal sealed class HclKey(string text, HclToken token, HclSyntax syntax) : HclNode(token.Start, token.End)
{
    private string? _name;

    public bool IsQuoted => token.Kind == HclTokenKind.String;

    /// <summary>The key without quotes and escapes; null where an escape means no character (the server falls over it).</summary>
    public string? Name => _name ??= IsQuoted
        ? HclStrings.Unquote(text, token.Start, token.End, syntax)
        : text.Substring(token.Start, token.End - token.Start);
}

/// <summary>The values between two brackets.</summary>
internal sealed class HclList(int start, int end, List<HclNode> elements) : HclNode(start, end)
{
    public List<HclNode> Elements { get; } = elements;
}

/// <summary>A number, a bool, a string, a heredoc, or null in JSON.</summary>
internal sealed class HclLiteral(string text, HclToken token, HclSyntax syntax) : HclNode(token.Start, token.End)
{
    public HclTokenKind Kind => token.Kind;

    /// <summary>The value as it is written, with quotes and escapes.</summary>
    public string RawText => text.Substring(token.Start, token.End - token.Start);

    /// <summary>The content of a string or a heredoc, and "" for null; null where an escape means no character (the server falls over it).</summary>
    public string? GetString() => Kind switch
    {
        HclTokenKind.String => HclStrings.Unquote(text, token.Start, token.End, syntax),
        HclTokenKind.Heredoc => HclStrings.Heredoc(RawText),
        HclTokenKind.Null => string.Empty,
        _ => RawText,
    };

    /// <summary>The whole number, decimal, 0x or octal; null where it is none or has more than 64 bits.</summary>
    public long? GetInteger() => Kind == HclTokenKind.Number ? HclNumbers.ParseInteger(RawText) : null;

    /// <summary>The number with its fraction and exponent; null where it is none or too large.</summary>
    public double? GetDouble() => Kind is HclTokenKind.Number or HclTokenKind.Float ? HclNumbers.ParseDouble(RawText) : null;

    public bool GetBool() => text[token.Start] == 't';
}
