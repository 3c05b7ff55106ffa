namespace ConsulSecurity.Hcl;

/// <summary>Strings in quotes that other languages or word processors have: taken for one string, so that they give one diagnostic.</summary>
internal static class ForeignQuotes
{
    /// <summary>The end of the string in foreign quotes that starts at an index; null where none does, or it does not end on its line.</summary>
    public static int? End(string text, int start)
    {
        char close = text[start] switch
        {
            '\'' => '\'',
            '`' => '`',
            '\u201C' or '\u201D' or '\u201E' => '\u201D',
            '\u2018' or '\u2019' => '\u2019',
            _ => '\0',
        };
        int line = text.IndexOf('\n', start);
        int end = close == '\0' ? -1 : text.IndexOf(close, start + 1);
        return end < 0 || (line >= 0 && end > line) ? null : end + 1;
    }
}
