using System;
using System.Security;

namespace ConsulSecurity.Connect;

/// <summary>What is to become of the mesh's authority; what is null stays.</summary>
internal sealed record ConnectAuthorityOrder
{
    /// <summary>A PEM file with the key to sign with, for the built-in provider.</summary>
    public string? PrivateKeyPath { get; init; }

    /// <summary>A PEM file with the root certificate of that key.</summary>
    public string? RootCertificatePath { get; init; }

    public TimeSpan? LeafTtl { get; init; }

    public TimeSpan? IntermediateTtl { get; init; }

    /// <summary>Vault's address; makes Vault the provider.</summary>
    public Uri? VaultAddress { get; init; }

    public SecureString? VaultToken { get; init; }

    public string? RootPkiPath { get; init; }

    public string? IntermediatePkiPath { get; init; }

    /// <summary>Whether to go back to the built-in provider with a root of its own.</summary>
    public bool BuiltIn { get; init; }
}
