namespace ConsulSecurity;

/// <summary>Whether something was seen and, if not, why.</summary>
public enum EvidenceState
{
    /// <summary>It was seen; the value is what is there.</summary>
    Known,

    /// <summary>It was not asked for: the parameter that says where to look is missing.</summary>
    NotAsked,

    /// <summary>It does not exist there.</summary>
    NotConfigured,

    /// <summary>The token or the account may not look; the reason names the permission.</summary>
    NoPermission,

    /// <summary>It did not answer.</summary>
    Unreachable,

    /// <summary>It is there and cannot be understood.</summary>
    Unreadable,
}
