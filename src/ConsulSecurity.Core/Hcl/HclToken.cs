using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>A token: its kind and where it stands; the text is cut out when somebody asks.</summary>
internal readonly struct HclToken(HclTokenKind kind, int start, int end)
{
    public HclTokenKind Kind { get; } = kind;

    public int Start { get; } = start;

    public int End { get; } = end;

    public SourceSpan Span => SourceSpan.FromBounds(Start, End);

    public bool IsLiteral => Kind is >= HclTokenKind.Number and <= HclTokenKind.Heredoc;
}
