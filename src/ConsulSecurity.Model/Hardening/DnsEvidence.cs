namespace ConsulSecurity;

/// <summary>What the DNS port did with a question of somebody unknown.</summary>
/// <param name="OffersRecursion">Whether it says that it asks other servers too.</param>
/// <param name="Code">The code of the answer: 0 for an answer, 3 for no such name, 5 for refused.</param>
public sealed record DnsEvidence(bool OffersRecursion, int Code);
