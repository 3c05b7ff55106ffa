using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>What is done with a connection that no intention speaks of.</summary>
internal static class IntentionDefaults
{
    /// <summary>Whether it is allowed; null where nobody said it.</summary>
    public static bool? Allow(ClusterSnapshot snapshot)
    {
        string[] own = [.. snapshot.Nodes.Select(node => new NodeView(node).Text("default_intention_policy")).OfType<string>().Where(policy => policy.Length > 0)];
        return own.Length > 0 ? own.Any(policy => policy == "allow")
            : snapshot.Nodes.Any(node => new NodeView(node).IsTrue("acl.enabled") == false) ? true
            : AclRights.DefaultPolicyAllows(snapshot);
    }
}
