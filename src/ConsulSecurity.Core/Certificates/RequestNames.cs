using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace ConsulSecurity.Certificates;

/// <summary>Which of the names that a request asks for its signer lets pass: whoever made the request may not choose a role or datacenter.</summary>
internal static class RequestNames
{
    /// <summary>The order with the request's names that are harmless, and those that were left out.</summary>
    public static (CertificateOrder Order, IReadOnlyList<string> Refused) Merge(CertificateOrder order, SigningRequest request)
    {
        IReadOnlyList<string> ordered = AgentNames.DnsNames(order);
        string[] asked = [.. request.Names.DnsNames.Where(name => !ordered.Contains(name, StringComparer.OrdinalIgnoreCase))];
        string[] harmless = [.. asked.Where(name => IsHarmless(name, order))];
        IPAddress[] addresses = [.. request.Names.IPAddresses.Select(IPAddress.Parse)];
        return (
            order with { DnsNames = [.. order.DnsNames, .. harmless], IPAddresses = [.. order.IPAddresses, .. addresses] },
            [.. asked.Except(harmless)]);
    }

    // Names in Consul's domain say who somebody is, and a wildcard could cover one of them.
    private static bool IsHarmless(string name, CertificateOrder order) =>
        NameRules.IsDnsName(name)
        && !name.StartsWith("*", StringComparison.Ordinal)
        && !NameRules.IsWithin(name, order.Domain)
        && !AgentNames.IsServerName(name, order.Domain);
}
