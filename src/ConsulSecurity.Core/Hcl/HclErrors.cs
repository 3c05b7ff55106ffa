namespace ConsulSecurity.Hcl;

/// <summary>The ids and sentences of what can be wrong in HCL and JSON text.</summary>
internal static class HclErrors
{
    public const string ByteOrderMark = "ByteOrderMark";
    public const string Utf16 = "Utf16Encoding";
    public const string InvalidUtf8 = "InvalidUtf8";
    public const string ForbiddenCharacter = "ForbiddenCharacter";
    public const string IllegalCharacter = "IllegalCharacter";
    public const string IllegalNumber = "IllegalNumber";
    public const string IllegalEscape = "IllegalEscape";
    public const string UnterminatedString = "UnterminatedString";
    public const string UnterminatedComment = "UnterminatedComment";
    public const string UnterminatedHeredoc = "UnterminatedHeredoc";
    public const string IllegalHeredoc = "IllegalHeredoc";
    public const string UnexpectedToken = "UnexpectedToken";
    public const string MissingValue = "MissingValue";
    public const string MissingBrace = "MissingBrace";
    public const string MissingBracket = "MissingBracket";
    public const string NestedTooDeep = "NestedTooDeep";
    public const string SyntaxTolerated = "SyntaxTolerated";
    public const string DuplicateKey = "DuplicateKey";
    public const string TypeConflict = "TypeConflict";

    public const string WriteUtf8 = "Save the file as UTF-8 without a byte order mark (in PowerShell 7: Set-Content -Encoding utf8NoBOM).";
    public const string DoubleQuotes = "Strings stand in double quotes: \"value\".";
    public const string PathBackslash = "Double the backslash, or write Windows paths with forward slashes: \"C:/consul/ca.pem\".";

    /// <summary>Whether a bare word may be repeated in a message: one that has the look of a keyword, for it could be a secret without quotes.</summary>
    public static bool MayShow(string text, HclToken token)
    {
        bool plain = token.End - token.Start <= 16;
        for (int i = token.Start; plain && i < token.End; i++)
        {
            plain = text[i] is (>= 'a' and <= 'z') or '_';
        }

        return plain;
    }

    public static string Name(HclTokenKind kind) => kind switch
    {
        HclTokenKind.EndOfFile => "the end of the file",
        HclTokenKind.Identifier => "a name",
        HclTokenKind.Number or HclTokenKind.Float => "a number",
        HclTokenKind.Bool => "true or false",
        HclTokenKind.String => "a string",
        HclTokenKind.Heredoc => "a heredoc",
        HclTokenKind.Null => "null",
        HclTokenKind.LeftBracket => "'['",
        HclTokenKind.LeftBrace => "'{'",
        HclTokenKind.RightBracket => "']'",
        HclTokenKind.RightBrace => "'}'",
        HclTokenKind.Comma => "','",
        HclTokenKind.Colon => "':'",
        HclTokenKind.Assign => "'='",
        _ => "a character that has no meaning here",
    };
}
