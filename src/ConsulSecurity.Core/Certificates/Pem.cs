using System;
using System.Collections.Generic;
using System.Text;

namespace ConsulSecurity.Certificates;

/// <summary>One block of a PEM file.</summary>
/// <param name="Label">What stands after BEGIN, for example <c>CERTIFICATE</c>.</param>
/// <param name="Content">The decoded bytes.</param>
/// <param name="Headers">Lines such as <c>DEK-Info</c> of old encrypted keys; empty in all others.</param>
/// <param name="Text">The block as it stood in the file.</param>
internal sealed record PemBlock(string Label, byte[] Content, string Headers, string Text);

/// <summary>Reads and writes PEM: base64 between BEGIN and END lines.</summary>
internal static class Pem
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";

    /// <summary>One block with lines of 64 characters and a newline at the end.</summary>
    public static string Encode(string label, byte[] content)
    {
        string base64 = Convert.ToBase64String(content);
        var text = new StringBuilder(base64.Length + (base64.Length / 64) + (2 * label.Length) + 40);
        text.Append(Begin).Append(label).Append(Dashes).Append('\n');
        for (int i = 0; i < base64.Length; i += 64)
        {
            text.Append(base64, i, Math.Min(64, base64.Length - i)).Append('\n');
        }

        return text.Append(End).Append(label).Append(Dashes).Append('\n').ToString();
    }

    /// <summary>Whether the bytes are PEM rather than DER: PEM is text, and DER begins with a byte that text does not have in front of a BEGIN line.</summary>
    public static bool IsPem(byte[] content) =>
        Encoding.ASCII.GetString(content, 0, Math.Min(content.Length, 64 * 1024)).Contains(Begin);

    /// <summary>All blocks of a file; what stands between them is skipped, as OpenSSL and Go do.</summary>
    /// <exception cref="FormatException">A block has no end or is not base64.</exception>
    public static IReadOnlyList<PemBlock> Decode(string text)
    {
        var blocks = new List<PemBlock>();
        for (int begin = text.IndexOf(Begin, StringComparison.Ordinal); begin >= 0; begin = text.IndexOf(Begin, begin, StringComparison.Ordinal))
        {
            int labelStart = begin + Begin.Length;
            int labelEnd = text.IndexOf(Dashes, labelStart, StringComparison.Ordinal);
            string label = labelEnd > 0 ? text.Substring(labelStart, labelEnd - labelStart) : throw new FormatException("A BEGIN line has no end.");
            string endLine = End + label + Dashes;
            int end = text.IndexOf(endLine, labelEnd, StringComparison.Ordinal);
            if (end < 0)
            {
                throw new FormatException($"The {label} block has no END line.");
            }

            string body = text.Substring(labelEnd + Dashes.Length, end - labelEnd - Dashes.Length);
            (string headers, string base64) = SplitHeaders(body);
            blocks.Add(new PemBlock(label, Convert.FromBase64String(base64), headers, text.Substring(begin, end + endLine.Length - begin)));
            begin = end + endLine.Length;
        }

        return blocks;
    }

    private static (string Headers, string Base64) SplitHeaders(string body)
    {
        if (body.IndexOf(':') < 0)
        {
            return (string.Empty, body);
        }

        string text = body.Replace("\r\n", "\n").TrimStart('\n');
        int blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        return blank < 0 ? (text, string.Empty) : (text.Substring(0, blank), text.Substring(blank + 2));
    }
}
