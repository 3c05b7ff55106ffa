namespace ConsulSecurity.Hardening;

/// <summary>Something that failed in an earlier report.</summary>
internal sealed record BaselineFault(string? Datacenter, string Id, string Subject);
