namespace ConsulSecurity;

/// <summary>How much harm a fault allows.</summary>
public enum Severity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Discipline rather than danger.</summary>
    Low,

    /// <summary>Makes an attack or an outage easier.</summary>
    Medium,

    /// <summary>Opens something that should be closed, or leads to an outage.</summary>
    High,

    /// <summary>Gives the cluster away, or keeps an agent from working.</summary>
    Critical,
}
