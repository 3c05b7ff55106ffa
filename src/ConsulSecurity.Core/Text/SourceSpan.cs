namespace ConsulSecurity.Text;

/// <summary>A stretch of a <see cref="SourceText"/>, in UTF-16 units.</summary>
internal readonly struct SourceSpan(int start, int length)
{
    public int Start { get; } = start;

    public int Length { get; } = length;

    public int End => Start + Length;

    public static SourceSpan FromBounds(int start, int end) => new(start, end - start);
}
