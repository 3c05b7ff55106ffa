namespace ConsulSecurity.Lab;

/// <summary>When a cluster counts as started.</summary>
public enum ClusterWait
{
    /// <summary>As soon as the processes run: for clusters that are not meant to come up.</summary>
    Nothing,

    /// <summary>When every agent names the same leader.</summary>
    Leader,

    /// <summary>When every agent also sees all others alive (needs a token that may see them where ACLs are on).</summary>
    Members,
}
