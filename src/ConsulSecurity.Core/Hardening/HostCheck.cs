namespace ConsulSecurity.Hardening;

/// <summary>A check of one piece of what was seen of a node's host.</summary>
/// <typeparam name="T">The piece.</typeparam>
internal abstract class HostCheck<T>(HardeningCheckInfo info, NodeRole role = NodeRole.Any) : NodeCheck(info, role)
{
    protected abstract Evidence<T> Of(HostEvidence host);

    protected abstract Judgement Judge(NodeView node, T seen);

    /// <summary>What it comes to where the host does not have such a thing.</summary>
    protected virtual Judgement WithoutIt(NodeView node, string reason) => Judgement.Unknown(node.Name, reason);

    protected sealed override Judgement Judge(NodeView node) => Of(node.Node.Host) switch
    {
        { IsKnown: true } known => Judge(node, known.Value!),
        { State: EvidenceState.NotConfigured } none => WithoutIt(node, none.Reason),
        var other => Judgement.Unknown(node.Name, HostView.Missing(other)),
    };
}

/// <summary>What would settle a question about a host.</summary>
internal static class HostView
{
    public static string Missing<T>(Evidence<T> evidence) =>
        evidence is { State: EvidenceState.NotAsked, Reason.Length: 0 } ? "the agent's configuration, on its own host (-Path)" : evidence.Reason;
}
