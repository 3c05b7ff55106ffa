namespace ConsulSecurity.Hcl;

/// <summary>What a token of HCL or of its JSON is.</summary>
internal enum HclTokenKind : byte
{
    /// <summary>Not a token; the lexer has said why.</summary>
    Illegal,
    EndOfFile,
    Identifier,
    Number,
    Float,
    Bool,
    String,
    Heredoc,
    Null,
    LeftBracket,
    LeftBrace,
    RightBracket,
    RightBrace,
    Comma,
    Colon,
    Assign,

    /// <summary>A lone <c>.</c>, <c>+</c> or <c>-</c>: the lexer knows it, no rule of the grammar takes it.</summary>
    Stray,
}
