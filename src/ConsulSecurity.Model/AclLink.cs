namespace ConsulSecurity;

/// <summary>A policy or a role that a token or a role is linked with.</summary>
public sealed class AclLink
{
    /// <summary>Makes a link.</summary>
    /// <param name="id">The id.</param>
    /// <param name="name">The name.</param>
    public AclLink(string id, string name)
    {
        Id = id;
        Name = name;
    }

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The name.</summary>
    /// <returns>The name, or the id where there is none.</returns>
    public override string ToString() => Name.Length > 0 ? Name : Id;
}
