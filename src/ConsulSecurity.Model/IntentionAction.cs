namespace ConsulSecurity;

/// <summary>What an intention does with a connection, or one of its permissions with a request.</summary>
public enum IntentionAction
{
    /// <summary>It is let through.</summary>
    Allow,

    /// <summary>It is refused.</summary>
    Deny,
}
