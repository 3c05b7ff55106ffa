namespace ConsulSecurity;

/// <summary>The steps in which a cluster moves to another authority, each on all agents before the next.</summary>
public enum AuthorityRotationStep
{
    /// <summary>Every agent trusts the old authority and the new one. Callers of the HTTPS API have to do so too before the next step.</summary>
    TrustBoth = 1,

    /// <summary>Every agent has a certificate of the new authority and serves it.</summary>
    NewCertificates = 2,

    /// <summary>No agent trusts the old authority any more.</summary>
    DropOld = 3,
}
