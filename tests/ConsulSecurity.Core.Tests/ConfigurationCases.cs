using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ConsulSecurity.Core.Tests;

/// <summary>Configurations from a fixture: each starts with a line <c>=== title</c>; one that begins with a brace or bracket is JSON.</summary>
public static class ConfigurationCases
{
    public static IReadOnlyList<(string Title, string FileName, string Text)> Read(string file) =>
    [
        .. File.ReadAllText(file).Split("=== ", StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            int line = part.IndexOf('\n', StringComparison.Ordinal);
            string text = part[(line + 1)..]
                .Replace("{NUL}", "\0", StringComparison.Ordinal)
                .Replace("{BOM}", "\uFEFF", StringComparison.Ordinal)
                .Replace("{NBSP}", "\u00A0", StringComparison.Ordinal);
            bool json = text.TrimStart('\uFEFF')[0] is '{' or '[';
            return (part[..line], json ? "a.json" : "a.hcl", text);
        }),
    ];
}
