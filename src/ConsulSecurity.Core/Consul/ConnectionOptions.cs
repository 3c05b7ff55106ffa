using System.Security;

namespace ConsulSecurity.Consul;

/// <summary>What the user said of a connection; null is left to the environment.</summary>
internal sealed record ConnectionOptions
{
    public string? Address { get; init; }

    public SecureString? Token { get; init; }

    public string? TokenFile { get; init; }

    public SecureString? BasicAuthentication { get; init; }

    public string? CACertificate { get; init; }

    public string? CAPath { get; init; }

    public string? ClientCertificate { get; init; }

    public string? ClientKey { get; init; }

    public string? TlsServerName { get; init; }

    public bool? SkipCertificateCheck { get; init; }

    public string? Datacenter { get; init; }

    public string? Namespace { get; init; }

    public string? Partition { get; init; }
}
