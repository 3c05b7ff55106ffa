namespace ConsulSecurity.DesiredState;

/// <summary>What came of one node.</summary>
/// <param name="Node">The node.</param>
/// <param name="State">Its state; null where it failed.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record NodeState(ConsulNode Node, ResourceState? State, ConsulSecurityException? Error);
