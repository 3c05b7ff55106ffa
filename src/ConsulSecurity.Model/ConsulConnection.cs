using System;
using System.Security;

namespace ConsulSecurity;

/// <summary>How to reach one Consul agent, and what it said of itself when asked. Holds the token, never shows it.</summary>
public sealed class ConsulConnection
{
    /// <summary>Describes a connection; nothing is sent yet.</summary>
    /// <param name="address">The agent's API: <c>http://</c>, <c>https://</c>, or <c>unix://</c> with the path of a socket.</param>
    public ConsulConnection(Uri address) => Address = address ?? throw new ArgumentNullException(nameof(address));

    /// <summary>The agent's API: <c>http://host:port</c>, <c>https://host:port</c> or <c>unix:///path</c>.</summary>
    public Uri Address { get; }

    /// <summary>The datacenter that requests are for; null for the agent's own.</summary>
    public string? Datacenter { get; init; }

    /// <summary>The namespace that requests are for (Consul Enterprise); null for the token's own.</summary>
    public string? Namespace { get; init; }

    /// <summary>The admin partition that requests are for (Consul Enterprise); null for the agent's own.</summary>
    public string? Partition { get; init; }

    /// <summary>A PEM file with the authorities that may have signed the agent's certificate; null for the system's.</summary>
    public string? CACertificate { get; init; }

    /// <summary>A folder of such PEM files.</summary>
    public string? CAPath { get; init; }

    /// <summary>Our own certificate (PEM, with its chain), for agents that demand one.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The PEM file with the key of <see cref="ClientCertificate"/>.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The name that the agent's certificate must carry; null for the host of the address.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Whether the agent's certificate is taken unseen: anyone on the way can then read the token.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>Whether a token is sent.</summary>
    public bool HasToken => Token is { Length: > 0 };

    /// <summary>The name of the agent's node; null where the token may not read it (<c>agent:read</c>).</summary>
    public string? NodeName { get; set; }

    /// <summary>The agent's version; null where the token may not read it (<c>agent:read</c>).</summary>
    public string? Version { get; set; }

    /// <summary>The agent's own datacenter; null where the token may not read it (<c>agent:read</c>).</summary>
    public string? AgentDatacenter { get; set; }

    /// <summary>Whether the agent is a server; null where the token may not read it (<c>agent:read</c>).</summary>
    public bool? IsServer { get; set; }

    internal SecureString? Token { get; init; }

    internal SecureString? BasicAuthentication { get; init; }

    /// <summary>The same connection to another agent of the cluster.</summary>
    internal ConsulConnection At(Uri address) => Copy(address, Token);

    /// <summary>The same connection with another token.</summary>
    internal ConsulConnection As(SecureString? token) => Copy(Address, token);

    /// <summary>The address and nothing else.</summary>
    /// <returns>For example <c>https://127.0.0.1:8501</c>.</returns>
    public override string ToString() => Address.Scheme == "unix" ? Address.OriginalString : Address.GetLeftPart(UriPartial.Authority);

    private ConsulConnection Copy(Uri address, SecureString? token) => new(address)
    {
        Datacenter = Datacenter,
        Namespace = Namespace,
        Partition = Partition,
        CACertificate = CACertificate,
        CAPath = CAPath,
        ClientCertificate = ClientCertificate,
        ClientKey = ClientKey,
        TlsServerName = TlsServerName,
        SkipCertificateCheck = SkipCertificateCheck,
        Token = token,
        BasicAuthentication = BasicAuthentication,
    };
}
