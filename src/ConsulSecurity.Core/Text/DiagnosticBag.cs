using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Text;

/// <summary>Collects the diagnostics of one text, up to a limit: beyond it a broken file says nothing new.</summary>
internal sealed class DiagnosticBag(SourceText source)
{
    public const int Limit = 100;
    private const int LongestOffendingText = 40;
    private readonly List<Diagnostic> _items = [];
    private readonly List<int> _offsets = [];

    public SourceText Source { get; } = source;

    public int Count => _items.Count;

    public bool IsFull => _items.Count >= Limit;

    public bool HasErrors => _items.Exists(d => d.Severity == DiagnosticSeverity.Error);

    public void Error(string id, SourceSpan span, string message, string? suggestion = null) =>
        Add(DiagnosticSeverity.Error, id, span, message, suggestion);

    public void Warning(string id, SourceSpan span, string message, string? suggestion = null) =>
        Add(DiagnosticSeverity.Warning, id, span, message, suggestion);

    public void Report(DiagnosticSeverity severity, string id, SourceSpan span, string message, string? suggestion = null) =>
        Add(severity, id, span, message, suggestion);

    /// <summary>Makes the last one a warning and adds a sentence: Consul takes the text all the same.</summary>
    public void DemoteLast(string sentence) => Demote(_items.Count - 1, sentence);

    /// <summary>Makes them all warnings and adds a sentence: Consul takes the text all the same.</summary>
    public void DemoteAll(string sentence)
    {
        for (int i = 0; i < _items.Count; i++)
        {
            Demote(i, sentence);
        }
    }

    /// <summary>All of them in the order of the text.</summary>
    public IReadOnlyList<Diagnostic> ToList() =>
        _items.Zip(_offsets, (item, offset) => (item, offset)).OrderBy(pair => pair.offset).Select(pair => pair.item).ToList();

    /// <summary>What stands at a span, on one line and not too long.</summary>
    public string Excerpt(SourceSpan span)
    {
        string text = Source.Slice(span);
        int end = text.IndexOf('\n');
        text = end >= 0 ? text.Substring(0, end) : text;
        if (text.Length > LongestOffendingText)
        {
            int cut = char.IsHighSurrogate(text[LongestOffendingText - 1]) ? LongestOffendingText - 1 : LongestOffendingText;
            text = text.Substring(0, cut) + "...";
        }

        return text.TrimEnd('\r');
    }

    private void Demote(int index, string sentence)
    {
        if (index < 0)
        {
            return;
        }

        Diagnostic item = _items[index];
        _items[index] = new Diagnostic(DiagnosticSeverity.Warning, item.Id, item.Location, item.Message + " " + sentence)
        {
            OffendingText = item.OffendingText,
            Suggestion = item.Suggestion,
        };
    }

    private void Add(DiagnosticSeverity severity, string id, SourceSpan span, string message, string? suggestion)
    {
        if (IsFull)
        {
            return;
        }

        int start = Math.Min(span.Start, Source.Length);
        _offsets.Add(start);
        _items.Add(new Diagnostic(severity, id, Source.GetLocation(start), message)
        {
            OffendingText = Excerpt(SourceSpan.FromBounds(start, Math.Max(start, span.End))),
            Suggestion = suggestion,
        });
    }
}
