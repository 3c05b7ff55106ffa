using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security;
using ConsulSecurity.Certificates;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets that read or write certificates.</summary>
public abstract class CertificateCmdlet : ConsulCmdlet
{
    private static readonly char[] s_separators = [',', ';', ' '];

    /// <summary>The full path of what the user wrote, relative to PowerShell's current location; it need not exist.</summary>
    private protected string FullPath(string path) => GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>Opens the authority's files; the caller disposes it.</summary>
    private protected SigningAuthority Open(ConsulCertificateAuthority authority, string? keyPath, SecureString? passphrase) => SigningAuthority.Open(
        FullPath(authority.Path),
        keyPath is not null ? FullPath(keyPath) : authority.KeyPath is not null ? FullPath(authority.KeyPath) : null,
        passphrase,
        DateTimeOffset.UtcNow);

    /// <summary>The parts of list parameters: a column of a CSV file has several names in one text.</summary>
    private protected static string[] Parts(string[]? values) =>
        [.. values?.Where(value => value is not null).SelectMany(value => value.Split(s_separators, StringSplitOptions.RemoveEmptyEntries)) ?? []];

    /// <exception cref="ConsulSecurityException"><c>IPAddressInvalid</c>.</exception>
    private protected static IReadOnlyList<IPAddress> Addresses(string[]? values) =>
        [.. Parts(values).Select(AddressText.Parse)];

    private protected static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
