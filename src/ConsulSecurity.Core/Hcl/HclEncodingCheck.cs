using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>Finds the characters that Consul takes nowhere: it refuses the file for one of them, even in a comment.</summary>
internal static class HclEncodingCheck
{
    private const char ReservedCodePoint = '\uE123';

    /// <summary>Reports them; whether the file is in another encoding altogether, so that reading on makes no sense.</summary>
    public static bool Run(DiagnosticBag diagnostics, bool json)
    {
        SourceText source = diagnostics.Source;
        if (LooksLikeUtf16(source))
        {
            diagnostics.Error(HclErrors.Utf16, new SourceSpan(0, 0), "The file is UTF-16, which Consul does not read.", HclErrors.WriteUtf8);
            return true;
        }

        if (source.Length > 0 && source.Text[0] == '\uFEFF')
        {
            diagnostics.Error(HclErrors.ByteOrderMark, new SourceSpan(0, 0), "The file starts with a byte order mark, which Consul refuses.", HclErrors.WriteUtf8);
        }

        if (!json)
        {
            ReportInvalidBytes(diagnostics);
            Report(diagnostics, '\0', "A null character is not allowed, not even in a comment.");
            Report(diagnostics, ReservedCodePoint, "The character U+E123 is reserved by HCL and not allowed.");
        }

        return false;
    }

    /// <summary>Whether <see cref="Run"/> has said something about this place already.</summary>
    public static bool IsReported(SourceText source, int offset) =>
        (offset == 0 && source.Text[0] == '\uFEFF') || source.Text[offset] is '\0' or ReservedCodePoint || source.IsInvalidAt(offset);

    public static void ReportInvalidBytes(DiagnosticBag diagnostics)
    {
        foreach (int offset in diagnostics.Source.InvalidOffsets)
        {
            if (diagnostics.IsFull)
            {
                return;
            }

            diagnostics.Error(HclErrors.InvalidUtf8, new SourceSpan(offset, 1), "This byte is not UTF-8.", HclErrors.WriteUtf8);
        }
    }

    // A UTF-16 file shows as two bytes that are no UTF-8 (the byte order mark), or as a null character in every second place.
    private static bool LooksLikeUtf16(SourceText source)
    {
        string text = source.Text;
        bool marked = text.Length >= 2 && source.IsInvalidAt(0) && source.IsInvalidAt(1) && text.IndexOf('\0') >= 0;
        bool unmarked = text.Length >= 4 && ((text[1] == '\0' && text[3] == '\0') || (text[0] == '\0' && text[2] == '\0'));
        return marked || unmarked;
    }

    private static void Report(DiagnosticBag diagnostics, char forbidden, string message)
    {
        string text = diagnostics.Source.Text;
        for (int i = text.IndexOf(forbidden); i >= 0 && !diagnostics.IsFull; i = text.IndexOf(forbidden, i + 1))
        {
            diagnostics.Error(HclErrors.ForbiddenCharacter, new SourceSpan(i, 0), message, "Take it away.");
        }
    }
}
