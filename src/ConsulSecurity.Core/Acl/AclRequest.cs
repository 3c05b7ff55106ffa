namespace ConsulSecurity.Acl;

/// <summary>A question to the ACL system, as <c>/v1/internal/acl/authorize</c> takes it.</summary>
/// <param name="Resource">One of the resources of rules, or <c>intention</c>, whose segment is the destination.</param>
/// <param name="Segment">The name; "" for resources without names.</param>
/// <param name="Access"><c>read</c>, <c>write</c>, and of keys <c>list</c> and <c>write-prefix</c>.</param>
internal sealed record AclRequest(string Resource, string Segment, string Access)
{
    /// <summary>To write all keys that begin so: what a recursive delete asks.</summary>
    public const string WritePrefix = "write-prefix";

    public override string ToString() => Segment.Length == 0 ? $"{Access} {Resource}" : $"{Access} {Resource} '{Segment}'";
}
