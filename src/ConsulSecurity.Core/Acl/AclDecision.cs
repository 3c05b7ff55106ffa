namespace ConsulSecurity.Acl;

/// <summary>What rules say of a request.</summary>
internal enum AclDecision
{
    /// <summary>Nothing: the default policy decides.</summary>
    Default,
    Allow,
    Deny,
}
