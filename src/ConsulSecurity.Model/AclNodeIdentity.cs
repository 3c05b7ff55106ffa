namespace ConsulSecurity;

/// <summary>The right to be a node: to register it, and to see services.</summary>
public sealed class AclNodeIdentity
{
    /// <summary>Makes an identity.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="datacenter">Its datacenter.</param>
    public AclNodeIdentity(string nodeName, string datacenter)
    {
        NodeName = nodeName;
        Datacenter = datacenter;
    }

    /// <summary>The node.</summary>
    public string NodeName { get; }

    /// <summary>Its datacenter.</summary>
    public string Datacenter { get; }

    /// <summary>The node and its datacenter.</summary>
    /// <returns>For example <c>n1@dc1</c>.</returns>
    public override string ToString() => NodeName + "@" + Datacenter;
}
