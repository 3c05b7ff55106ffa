namespace ConsulSecurity.Certificates.Judging;

/// <summary>What a certificate is meant for; what is not said is taken from the certificate itself.</summary>
/// <param name="Role">The role; Unknown to go by the certificate.</param>
/// <param name="Datacenter">The datacenter, or null.</param>
/// <param name="Domain">The domain, or null.</param>
/// <param name="Node">The node, or null.</param>
internal sealed record CertificateExpectation(CertificateRole Role, string? Datacenter = null, string? Domain = null, string? Node = null);
