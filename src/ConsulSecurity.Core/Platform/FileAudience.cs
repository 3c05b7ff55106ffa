namespace ConsulSecurity.Platform;

/// <summary>Who may read a file that is being made.</summary>
internal enum FileAudience
{
    /// <summary>The owner alone: 0600, or a DACL of owner, SYSTEM and administrators.</summary>
    Private,

    /// <summary>Everyone may read, the owner may write: 0644, or what the folder hands down.</summary>
    Public,
}
