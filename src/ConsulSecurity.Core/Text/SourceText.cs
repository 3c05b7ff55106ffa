using System;
using System.Collections.Generic;

namespace ConsulSecurity.Text;

/// <summary>A text with a name: finds line and column of an offset, and knows which bytes of it were not UTF-8.</summary>
internal sealed class SourceText
{
    private readonly List<int> _invalidOffsets;
    private int[]? _lineStarts;

    private SourceText(string path, string text, List<int> invalidOffsets)
    {
        Path = path;
        Text = text;
        _invalidOffsets = invalidOffsets;
    }

    public string Path { get; }

    /// <summary>The text; a byte that is not UTF-8 stands as U+FFFD and is listed in <see cref="InvalidOffsets"/>.</summary>
    public string Text { get; }

    public int Length => Text.Length;

    /// <summary>Where U+FFFD stands for a byte that is not UTF-8, in ascending order.</summary>
    public IReadOnlyList<int> InvalidOffsets => _invalidOffsets;

    public bool IsInvalidAt(int offset) => _invalidOffsets.Count > 0 && _invalidOffsets.BinarySearch(offset) >= 0;

    public static SourceText FromBytes(byte[] bytes, string path = "")
    {
        string text = Utf8Text.Decode(bytes, out List<int> invalid);
        return new SourceText(path, text, invalid);
    }

    /// <summary>Takes a string; a lone surrogate counts as a byte that is not UTF-8.</summary>
    public static SourceText FromString(string text, string path = "")
    {
        var invalid = new List<int>();
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else
            {
                invalid.Add(i);
            }
        }

        return new SourceText(path, text, invalid);
    }

    /// <summary>The same text with LF line ends: HCL is read so, and neither lines nor columns change by it.</summary>
    public SourceText WithUnixLineEnds()
    {
        if (Text.IndexOf("\r\n", StringComparison.Ordinal) < 0)
        {
            return this;
        }

        var invalid = new List<int>(_invalidOffsets.Count);
        int removed = 0, scanned = 0;
        foreach (int offset in _invalidOffsets)
        {
            for (; scanned < offset; scanned++)
            {
                removed += Text[scanned] == '\r' && Text[scanned + 1] == '\n' ? 1 : 0;
            }

            invalid.Add(offset - removed);
        }

        return new SourceText(Path, Text.Replace("\r\n", "\n"), invalid);
    }

    /// <summary>The line and the column of an offset; a surrogate pair is one column.</summary>
    public SourceLocation GetLocation(int offset)
    {
        int[] starts = _lineStarts ??= FindLineStarts(Text);
        int line = Array.BinarySearch(starts, offset);
        line = line < 0 ? ~line - 1 : line;
        int column = 1;
        for (int i = starts[line]; i < offset && i < Text.Length; i++)
        {
            column += char.IsLowSurrogate(Text[i]) ? 0 : 1;
        }

        return new SourceLocation(Path, line + 1, column);
    }

    public string Slice(SourceSpan span) => Text.Substring(span.Start, Math.Min(span.Length, Text.Length - span.Start));

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (int i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            starts.Add(i + 1);
        }

        return starts.ToArray();
    }
}
