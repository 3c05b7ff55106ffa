namespace ConsulSecurity.Acl;

/// <summary>A rule after merging, and where it comes from.</summary>
/// <param name="Resource">What it is about.</param>
/// <param name="Segment">The name or the beginning of names.</param>
/// <param name="IsPrefix">Which of the two.</param>
/// <param name="Word">The access, as written.</param>
/// <param name="IntentionsWord">The access to intentions, as written; "" where nothing is said.</param>
/// <param name="Source">The policy, role or identity that the access comes from.</param>
internal sealed record AclGrant(AclResource Resource, string Segment, bool IsPrefix, string Word, string IntentionsWord, string Source)
{
    public AclAccess Access => AclWords.Parse(Word) ?? AclAccess.Deny;

    /// <summary>What it grants on intentions: what it says; else read where the word, in small letters, is read or write.</summary>
    public AclAccess Intentions => IntentionsWord.Length > 0
        ? AclWords.Parse(IntentionsWord) ?? AclAccess.Deny
        : Word is AclWords.Read or AclWords.Write ? AclAccess.Read : AclAccess.Deny;

    /// <summary>The rule for people.</summary>
    public AclRule ToRule() => new(Resource.Name, Resource.HasSegments ? Segment : null, IsPrefix, Access, AclWords.Parse(IntentionsWord));
}
