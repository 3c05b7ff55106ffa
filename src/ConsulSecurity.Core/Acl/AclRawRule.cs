using ConsulSecurity.Text;

namespace ConsulSecurity.Acl;

/// <summary>A rule as the server keeps it, its words as they were written: their case matters when rules are merged.</summary>
/// <param name="Resource">What it is about.</param>
/// <param name="Segment">The name or the beginning of names; "" for resources without names.</param>
/// <param name="IsPrefix">Whether the segment is the beginning of names.</param>
/// <param name="Word">The access.</param>
/// <param name="IntentionsWord">The access to intentions; "" where nothing is said.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record AclRawRule(AclResource Resource, string Segment, bool IsPrefix, string Word, string IntentionsWord, SourceSpan Span)
{
    /// <summary>The rule for people.</summary>
    public AclRule ToRule() => new(
        Resource.Name,
        Resource.HasSegments ? Segment : null,
        IsPrefix,
        AclWords.Parse(Word) ?? AclAccess.Deny,
        AclWords.Parse(IntentionsWord));
}
