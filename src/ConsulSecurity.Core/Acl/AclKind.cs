namespace ConsulSecurity.Acl;

/// <summary>The sorts of objects of the ACL system, and where the API has them.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="ListPath">All of them.</param>
/// <param name="Path">One of them, with what is behind the slash.</param>
/// <param name="IdField">The field that is in the path.</param>
/// <param name="NameField">The field that people name it by.</param>
internal sealed record AclKind(string Name, string ListPath, string Path, string IdField, string NameField)
{
    public static AclKind Policy { get; } = new("policy", "acl/policies", "acl/policy", "ID", "Name");

    public static AclKind Role { get; } = new("role", "acl/roles", "acl/role", "ID", "Name");

    public static AclKind Token { get; } = new("token", "acl/tokens", "acl/token", "AccessorID", "AccessorID");

    public static AclKind AuthMethod { get; } = new("auth method", "acl/auth-methods", "acl/auth-method", "Name", "Name");

    public static AclKind BindingRule { get; } = new("binding rule", "acl/binding-rules", "acl/binding-rule", "ID", "ID");
}
