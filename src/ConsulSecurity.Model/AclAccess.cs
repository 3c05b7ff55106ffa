namespace ConsulSecurity;

/// <summary>What a rule of Consul's ACL system grants, or a request asks for; each includes those before it, but for deny.</summary>
public enum AclAccess
{
    /// <summary>Nothing, even where a shorter prefix or the default grants it.</summary>
    Deny,

    /// <summary>To read.</summary>
    Read,

    /// <summary>To read, and to list keys recursively; of keys only.</summary>
    List,

    /// <summary>To read and to change.</summary>
    Write,
}
