namespace ConsulSecurity;

/// <summary>What Envoy's port for its administration did.</summary>
/// <param name="Answers">Whether it answered at the address.</param>
/// <param name="Version">The version that it told; null where it told none.</param>
public sealed record EnvoyEvidence(bool Answers, string? Version);
