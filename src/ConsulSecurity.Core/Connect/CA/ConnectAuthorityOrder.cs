using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;

namespace ConsulSecurity.Connect;

/// <summary>What is to become of the mesh's authority; what is null stays.</summary>
internal sealed record ConnectAuthorityOrder
{
    private static readonly ConnectAuthorityOrder s_nothing = new();

    /// <summary>A PEM file with the key to sign with, for the built-in provider.</summary>
    public string? PrivateKeyPath { get; init; }

    /// <summary>A PEM file with the root certificate of that key.</summary>
    public string? RootCertificatePath { get; init; }

    public TimeSpan? LeafTtl { get; init; }

    public TimeSpan? IntermediateTtl { get; init; }

    /// <summary>Vault's address; makes Vault the provider.</summary>
    public Uri? VaultAddress { get; init; }

    public SecureString? VaultToken { get; init; }

    /// <summary>How the servers get a token from Vault by themselves, instead of <see cref="VaultToken"/> (Consul 1.11): <c>kubernetes</c>, <c>approle</c>, ...</summary>
    public string? VaultAuthMethod { get; init; }

    /// <summary>What that method wants to know.</summary>
    public IReadOnlyDictionary<string, string>? VaultAuthParameters { get; init; }

    /// <summary>Vault's authority: a PEM file on the servers; the system's where null.</summary>
    public string? VaultAuthorityPath { get; init; }

    public string? RootPkiPath { get; init; }

    public string? IntermediatePkiPath { get; init; }

    /// <summary>Whether to go back to the built-in provider with a root of its own.</summary>
    public bool BuiltIn { get; init; }

    /// <summary>The ARN of a private authority at AWS (Consul 1.7); makes it the provider.</summary>
    public string? AwsPcaArn { get; init; }

    /// <summary>Whether to go on where the present authority cannot sign the new root, so that sidecars without a new certificate are refused.</summary>
    public bool WithoutCrossSigning { get; init; }

    /// <summary>Whether it asks for anything at all.</summary>
    public bool IsAnything => this != s_nothing;

    /// <summary>A hashtable of PowerShell as names and texts.</summary>
    public static IReadOnlyDictionary<string, string>? Parameters(IDictionary? table) => table?.Cast<DictionaryEntry>().ToDictionary(
        entry => Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!,
        entry => Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? string.Empty,
        StringComparer.Ordinal);
}
