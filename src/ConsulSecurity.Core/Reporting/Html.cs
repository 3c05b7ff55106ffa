using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;

namespace ConsulSecurity.Reporting;

/// <summary>Builds HTML as a tree, so that no text can become markup.</summary>
internal static class Html
{
    private static readonly HashSet<string> s_void = ["br", "meta", "input"];

    public static XElement Element(string name, string? cssClass, params object?[] content)
    {
        var element = new XElement(name, cssClass is null ? null : new XAttribute("class", cssClass), content);
        if (!s_void.Contains(name) && !element.Nodes().Any())
        {
            // An HTML parser takes <td/> for an element that is never closed.
            element.Add(string.Empty);
        }

        return element;
    }

    /// <summary>Text of strangers: made visible, cut, and kept from turning its surroundings around.</summary>
    public static XElement Strange(string text, string? cssClass = null) => Element("bdi", cssClass, VisibleText.Of(text));

    public static XElement Row(string cell, params object?[] cells) => Element("tr", null, [.. cells.Select(c => Element(cell, null, c))]);

    public static XElement Chip(FindingOutcome outcome, string? text = null) => Element("span", $"chip o-{outcome}", text ?? Word(outcome));

    public static XElement Chip(Severity severity) => Element("span", $"sev s-{severity}", severity.ToString());

    public static string Word(FindingOutcome outcome) => outcome == FindingOutcome.NotApplicable ? "Not applicable" : outcome.ToString();

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    /// <summary>A file beside this class, kept in the assembly.</summary>
    public static string Asset(string name)
    {
        using Stream stream = typeof(Html).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
