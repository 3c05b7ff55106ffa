namespace ConsulSecurity.Acl;

/// <summary>What was decided, and by which rule.</summary>
/// <param name="Decision">Whether it is allowed.</param>
/// <param name="Grant">The rule that decided; null where it was the default policy.</param>
internal sealed record AclVerdict(AclDecision Decision, AclGrant? Grant)
{
    public static AclVerdict Default { get; } = new(AclDecision.Default, null);

    public bool IsAllowed => Decision == AclDecision.Allow;
}
