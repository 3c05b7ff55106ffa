using System;
using System.Collections.Generic;
using System.Text;

namespace ConsulSecurity.Text;

/// <summary>Reads comma separated values: a header, quotes where needed, lines that begin with # skipped.</summary>
internal static class CsvReader
{
    /// <summary>The rows below the header, each with the line it stands on.</summary>
    /// <exception cref="FormatException">A quote is not closed, or a row is longer than the header; the message names the line.</exception>
    public static IEnumerable<(int Line, IReadOnlyDictionary<string, string> Fields)> Read(string text)
    {
        List<string>? header = null;
        foreach ((int line, List<string> cells) in Rows(text))
        {
            if (header is null)
            {
                header = cells.ConvertAll(cell => cell.Trim());
                continue;
            }

            if (cells.Count > header.Count)
            {
                throw new FormatException($"has more values than columns in line {line}");
            }

            var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            for (int i = 0; i < cells.Count; i++)
            {
                fields[header[i]] = cells[i];
            }

            yield return (line, fields);
        }
    }

    private static IEnumerable<(int Line, List<string> Cells)> Rows(string text)
    {
        int at = 0;
        int line = 1;
        while (at < text.Length)
        {
            int first = line;
            bool isComment = text[at] == '#';
            List<string> cells = Row(text, ref at, ref line);
            if (!isComment && (cells.Count > 1 || cells[0].Trim().Length > 0))
            {
                yield return (first, cells);
            }
        }
    }

    private static List<string> Row(string text, ref int at, ref int line)
    {
        var cells = new List<string>();
        while (true)
        {
            cells.Add(Cell(text, ref at, ref line));
            if (at >= text.Length)
            {
                return cells;
            }

            if (text[at++] == '\n')
            {
                line++;
                return cells;
            }
        }
    }

    // Ends at the comma or line feed behind it.
    private static string Cell(string text, ref int at, ref int line)
    {
        var cell = new StringBuilder();
        int first = line;
        bool isQuoted = false;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '"')
            {
                if (isQuoted && at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append('"');
                    at++;
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
            else if (!isQuoted && (c == ',' || c == '\n'))
            {
                break;
            }
            else
            {
                line += c == '\n' ? 1 : 0;
                cell.Append(c);
            }
        }

        return isQuoted ? throw new FormatException($"has a quote in line {first} that is not closed") : cell.ToString().TrimEnd('\r');
    }
}
