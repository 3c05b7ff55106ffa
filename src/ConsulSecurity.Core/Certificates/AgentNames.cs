using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace ConsulSecurity.Certificates;

/// <summary>The names that Consul looks for in a certificate.</summary>
internal static class AgentNames
{
    /// <summary>The name that the certificate's role has in a datacenter, for example <c>server.dc1.consul</c>.</summary>
    public static string RoleName(CertificateRole role, string datacenter, string domain) =>
        Label(role) + "." + datacenter + "." + domain;

    /// <summary>The subject's name. X.509 allows it 64 characters; verifiers look at the alternative names anyway.</summary>
    public static string CommonName(CertificateOrder order)
    {
        string name = RoleName(order.Role, order.Datacenter, order.Domain);
        return name.Length <= 64 ? name : "Consul " + Label(order.Role);
    }

    public static string Label(CertificateRole role) => role switch
    {
        CertificateRole.Server => "server",
        CertificateRole.Client => "client",
        CertificateRole.Cli => "cli",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>The DNS names of an order: Consul's own first, then the node's, the further datacenters', the caller's and localhost.</summary>
    public static IReadOnlyList<string> DnsNames(CertificateOrder order)
    {
        var names = new List<string> { RoleName(order.Role, order.Datacenter, order.Domain) };
        if (order.Node is not null)
        {
            names.Add(order.Node + "." + names[0]);
        }

        foreach (string datacenter in order.AdditionalDatacenters)
        {
            names.Add(RoleName(order.Role, datacenter, order.Domain));
            if (order.Node is not null)
            {
                names.Add(order.Node + "." + names[names.Count - 1]);
            }
        }

        names.AddRange(order.DnsNames);
        if (order.Localhost)
        {
            names.Add("localhost");
        }

        return names.Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
    }

    public static IReadOnlyList<IPAddress> IPAddresses(CertificateOrder order) =>
        (order.Localhost ? order.IPAddresses.Concat([IPAddress.Loopback, IPAddress.IPv6Loopback]) : order.IPAddresses).Distinct().ToArray();

    /// <summary>Refuses names that DNS cannot carry, and names that would make a server of something else.</summary>
    /// <exception cref="ConsulSecurityException">
    /// <c>DatacenterInvalid</c>, <c>DnsNameInvalid</c>, <c>NodeNameInvalid</c> or <c>ServerNameRefused</c>.
    /// </exception>
    public static void Check(CertificateOrder order)
    {
        foreach (string datacenter in order.AdditionalDatacenters.Concat([order.Datacenter]).Where(name => !NameRules.IsDatacenter(name)))
        {
            throw CertificateErrors.DatacenterInvalid(datacenter);
        }

        if (order.Node is string node && (node.StartsWith("*", StringComparison.Ordinal) || !NameRules.IsDnsName(node)))
        {
            throw CertificateErrors.NodeInvalid(node);
        }

        foreach (string name in order.DnsNames.Concat([order.Domain]).Concat(DnsNames(order)).Where(name => !NameRules.IsDnsName(name)))
        {
            throw CertificateErrors.DnsNameInvalid(name);
        }

        if (order.Role != CertificateRole.Server)
        {
            foreach (string name in DnsNames(order).Where(name => IsServerName(name, order.Domain)))
            {
                throw CertificateErrors.ServerNameOnOther(name, order.Role);
            }
        }
    }

    /// <summary>Whether the name would pass for a server in any datacenter of the domain; its own wildcard counts.</summary>
    public static bool IsServerName(string name, string domain) =>
        NameRules.PassesForServer(name, datacenter: null, domain) || name.StartsWith("server.", StringComparison.OrdinalIgnoreCase);
}
