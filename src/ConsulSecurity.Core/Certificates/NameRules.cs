using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Certificates;

/// <summary>Which names can stand in a certificate, and which of them make a server.</summary>
internal static class NameRules
{
    /// <summary>A DNS name, with a wildcard as its first label at most.</summary>
    public static bool IsDnsName(string name) =>
        name.Length is > 0 and <= 253 && (name.StartsWith("*.", StringComparison.Ordinal) ? name.Substring(2) : name).Split('.').All(IsLabel);

    public static bool IsDatacenter(string name) => IsLabel(name);

    /// <summary>Whether a verifier that looks for <c>server.&lt;datacenter&gt;.&lt;domain&gt;</c> would take this name: directly or by its wildcard.</summary>
    /// <param name="name">A name in a certificate.</param>
    /// <param name="datacenter">The datacenter; null for any.</param>
    /// <param name="domain">The domain; null for any.</param>
    public static bool PassesForServer(string name, string? datacenter, string? domain)
    {
        string[] labels = Normal(name).Split('.');
        if (labels.Length < 3 || labels[0] is not ("server" or "*"))
        {
            return false;
        }

        return (datacenter is null || labels[1] == Normal(datacenter))
            && (domain is null || string.Join(".", labels.Skip(2)) == Normal(domain));
    }

    /// <summary>Whether the name lies in the domain or below it.</summary>
    public static bool IsWithin(string name, string domain)
    {
        string normalName = Normal(name);
        string normalDomain = Normal(domain);
        return normalName == normalDomain || normalName.EndsWith("." + normalDomain, StringComparison.Ordinal);
    }

    /// <summary>Whether a certificate with this name is accepted for that host, as Go decides it.</summary>
    public static bool Matches(string name, string host)
    {
        string pattern = Normal(name);
        string wanted = Normal(host);
        return pattern == wanted
            || (pattern.StartsWith("*.", StringComparison.Ordinal)
                && wanted.IndexOf('.') is > 0 and int dot
                && wanted.Substring(dot) == pattern.Substring(1));
    }

    /// <summary>Whether an authority with these name constraints may sign for the name.</summary>
    public static bool IsPermitted(string name, IReadOnlyCollection<string> permitted) =>
        permitted.Count == 0 || permitted.Any(domain => IsWithin(name, domain.TrimStart('.')));

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63
        && label[0] != '-'
        && label[label.Length - 1] != '-'
        && label.All(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '_');

    private static string Normal(string name) => name.TrimEnd('.').ToLowerInvariant();
}
