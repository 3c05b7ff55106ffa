namespace ConsulSecurity;

/// <summary>How a finding stands against an earlier report.</summary>
public enum FindingChange
{
    /// <summary>It failed neither then nor now, or nothing was compared.</summary>
    None,

    /// <summary>It fails now and did not then.</summary>
    New,

    /// <summary>It failed then and fails now.</summary>
    StillThere,

    /// <summary>It failed then and does not now, and that was seen.</summary>
    Mended,

    /// <summary>It failed then, and could not be looked at now.</summary>
    NotSeen,
}
