namespace ConsulSecurity;

/// <summary>What a check came to.</summary>
public enum FindingOutcome
{
    /// <summary>As it should be.</summary>
    Pass,

    /// <summary>Not as it should be.</summary>
    Fail,

    /// <summary>It could not be looked at; never counted as a failure.</summary>
    Unknown,

    /// <summary>The check says nothing about this thing.</summary>
    NotApplicable,

    /// <summary>The check itself went wrong; the others go on.</summary>
    Error,
}
