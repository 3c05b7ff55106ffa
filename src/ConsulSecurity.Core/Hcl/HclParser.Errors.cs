using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>What is said about errors, and how reading goes on behind them.</summary>
internal sealed partial class HclParser
{
    private void Enter(HclToken open)
    {
        if (++_depth > DepthLimit)
        {
            Report(HclErrors.NestedTooDeep, open.Span, $"Blocks and lists are nested more than {DepthLimit} deep here.", "The rest of the file was not read.");
            _refused = true;
            _stopped = true;
            _isPeeked = false;
        }
    }

    /// <summary>Goes to the next item of this block; false at the end of the text.</summary>
    private bool Recover(bool nested)
    {
        int braces = 0, brackets = _openBrackets;
        _openBrackets = 0;
        while (true)
        {
            braces += _token.Kind == HclTokenKind.LeftBrace ? 1 : _token.Kind == HclTokenKind.RightBrace && braces > 0 ? -1 : 0;
            brackets += _token.Kind == HclTokenKind.LeftBracket ? 1 : _token.Kind == HclTokenKind.RightBracket && brackets > 0 ? -1 : 0;
            HclToken next = Peek();
            bool startsItem = next.Kind == HclTokenKind.Identifier || (next.Kind == HclTokenKind.String && brackets == 0);
            if (next.Kind == HclTokenKind.EndOfFile)
            {
                return false;
            }

            if (braces == 0 && ((startsItem && StartsLine(next)) || (nested && next.Kind == HclTokenKind.RightBrace)))
            {
                return true;
            }

            Take();
        }
    }

    private bool StartsLine(HclToken token)
    {
        int i = token.Start - 1;
        while (i >= 0 && _text[i] is ' ' or '\t' or '\r')
        {
            i--;
        }

        return i < 0 || _text[i] == '\n';
    }

    /// <summary>
    /// The item before a closing brace is broken. Consul then goes on as if it were not, and wants one brace more; if there is one, it
    /// takes the text without the item.
    /// </summary>
    private void CloseAfterError()
    {
        _openBrackets = 0;
        if (Peek().Kind == HclTokenKind.RightBrace)
        {
            Take();
            _diagnostics.DemoteLast("Consul takes it because of the second '}' and leaves the item out.");
        }
        else
        {
            _refused = true;
        }
    }

    // A name without a value at the end of a block: the brace closes the block, but Consul refuses the text.
    private void LeaveClosingBrace(int keys)
    {
        if (keys > 0 && _token.Kind == HclTokenKind.RightBrace)
        {
            _refused = true;
            _next = _token;
            _isPeeked = true;
            _token = new HclToken(HclTokenKind.Illegal, _token.Start, _token.Start);
        }
    }

    // A name at the start of a line, where a comma or the bracket is missing.
    private HclList Unclosed(HclToken open, List<HclNode> elements)
    {
        _refused = true;
        ReportUnclosed(HclErrors.MissingBracket, open, "The list that starts with this '[' is not closed.", "Close it with ']'.");
        _next = _token;
        _isPeeked = true;
        _depth--;
        return new HclList(open.Start, _token.Start, elements);
    }

    // name =, and on the next line another name with its value.
    private HclLiteral NextName(HclToken token, HclKey[] keys)
    {
        _refused = true;
        string name = _diagnostics.Excerpt(keys[0].Span);
        Report(HclErrors.MissingValue, keys[0].Span, $"The name '{name}' has no value behind its '='.", null);
        _carried = new HclKey(_text, token, HclSyntax.Hcl);
        return new HclLiteral(_text, new HclToken(HclTokenKind.Null, token.Start, token.Start), HclSyntax.Hcl);
    }

    // Consul takes it for one block.
    private void CheckBlockLines(List<HclKey> keys)
    {
        HclKey last = keys[keys.Count - 1];
        if (keys.Count > 1 && !last.IsQuoted && StartsLine(new HclToken(HclTokenKind.Identifier, last.Span.Start, last.Span.End)))
        {
            string name = _diagnostics.Excerpt(keys[0].Span);
            _diagnostics.Warning(
                HclErrors.MissingValue, keys[0].Span, $"The name '{name}' has no value, and is read as one block with '{_diagnostics.Excerpt(last.Span)}' below.", $"Write {name} = \"...\".");
        }
    }

    // A string may be a secret.
    private static SourceSpan Shown(HclToken token) => token.Kind is HclTokenKind.String or HclTokenKind.Heredoc ? new SourceSpan(token.Start, 0) : token.Span;

    private void LeaveList(HclToken open)
    {
        if (_token.Kind == HclTokenKind.EndOfFile)
        {
            _refused = true;
            ReportUnclosed(HclErrors.MissingBracket, open, "The list that starts with this '[' is not closed.", "Close it with ']'.");
        }
        else if (_openBrackets == 0 && _token.Kind != HclTokenKind.Illegal)
        {
            Report(HclErrors.UnexpectedToken, _token.Span, $"A list takes values, ',' and ']', and no {Describe(_token)}.", null);
        }

        _openBrackets++;
        _depth--;
    }

    // Several names before '=': either a block written with '=', or names of the lines above that lack a value.
    private void CheckAssignment(List<HclKey> keys)
    {
        if (keys.Count == 1)
        {
            return;
        }

        _refused = true;
        HclKey last = keys[keys.Count - 1];
        if (StartsLine(new HclToken(HclTokenKind.Identifier, last.Span.Start, last.Span.End)))
        {
            ReportNoValue(keys, keys.Count - 1);
            keys.RemoveRange(0, keys.Count - 1);
        }
        else
        {
            Report(HclErrors.UnexpectedToken, _token.Span, $"Only one name stands before '=', and here are {keys.Count}.", "A block with a label has no '=': name \"label\" { ... }.");
        }
    }

    private void ReportBadKey(HclToken token, List<HclKey> keys)
    {
        if (token.Kind == HclTokenKind.Illegal)
        {
            return;
        }

        if (keys.Count > 0)
        {
            ReportNoValue(keys, keys.Count);
        }
        else if (token.Kind == HclTokenKind.RightBrace)
        {
            Report(HclErrors.MissingBrace, token.Span, "This '}' closes nothing.", "Take it away, or look for a '{' that is missing above.");
        }
        else
        {
            Report(HclErrors.UnexpectedToken, Shown(token), $"A name is expected here, not {Describe(token)}.", null);
        }
    }

    private void ReportNoValue(List<HclKey> keys, int count)
    {
        string name = _diagnostics.Excerpt(keys[0].Span);
        string? suggestion = count > 1 && keys[1].IsQuoted ? $"Write {name} = \"...\" for a value, or {name} \"label\" {{ ... }} for a block." : null;
        Report(HclErrors.MissingValue, keys[0].Span, $"The name '{name}' has no value: '=' and a value, or a block in braces, is expected behind it.", suggestion);
    }

    private void ReportMissingValue(HclToken token, HclKey[] keys)
    {
        if (token.Kind == HclTokenKind.Illegal)
        {
            return;
        }

        SourceSpan name = keys[keys.Length - 1].Span;
        string text = $"The name '{_diagnostics.Excerpt(name)}' has no value behind its '='";
        if (token.Kind == HclTokenKind.EndOfFile && _depth == 0)
        {
            _diagnostics.Warning(HclErrors.MissingValue, name, text + "; Consul takes the file and leaves the name out.");
        }
        else
        {
            Report(HclErrors.MissingValue, name, $"{text}, but {Describe(token)}.", null);
        }
    }

    private void ReportUnclosed(string id, HclToken open, string message, string suggestion)
    {
        Report(id, open.Span, message, suggestion);

        // The blocks around it are not closed either; once is enough.
        _stopped = _token.Kind == HclTokenKind.EndOfFile;
    }

    private void Report(string id, SourceSpan span, string message, string? suggestion)
    {
        if (!_stopped)
        {
            _diagnostics.Error(id, span, message, suggestion);
        }
    }

    // Strings are not repeated: the text may be a secret.
    private string Describe(HclToken token) => token.Kind switch
    {
        HclTokenKind.Identifier or HclTokenKind.Number or HclTokenKind.Float or HclTokenKind.Stray => $"'{_diagnostics.Excerpt(token.Span)}'",
        HclTokenKind.Illegal => "this",
        _ => HclErrors.Name(token.Kind),
    };
}
