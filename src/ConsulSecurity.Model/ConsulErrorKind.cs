namespace ConsulSecurity;

/// <summary>What sort of trouble an error is; PowerShell shows it as the error category.</summary>
public enum ConsulErrorKind
{
    /// <summary>A parameter or an option has a value that cannot be used.</summary>
    InvalidArgument,

    /// <summary>A file, a key or an answer has content that cannot be used.</summary>
    InvalidData,

    /// <summary>The named thing does not exist.</summary>
    NotFound,

    /// <summary>The named thing exists already and is not overwritten.</summary>
    AlreadyExists,

    /// <summary>Consul or the operating system refuses; another token or account is needed.</summary>
    PermissionDenied,

    /// <summary>No connection could be made, or it broke.</summary>
    Unreachable,

    /// <summary>Consul answers, but is not able to serve now (no leader, too many requests).</summary>
    Unavailable,

    /// <summary>The other side is not who it should be, or refuses our certificate.</summary>
    Untrusted,

    /// <summary>Something did not happen in the time given.</summary>
    Timeout,

    /// <summary>The state of the cluster or of a file does not allow the operation.</summary>
    InvalidState,

    /// <summary>This version of Consul, or this platform, does not have it.</summary>
    NotSupported,

    /// <summary>Consul answered in a way that is not foreseen.</summary>
    UnexpectedAnswer,
}
