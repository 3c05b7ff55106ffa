using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Certificates;

/// <summary>Whose certificate it is, told by its names.</summary>
/// <param name="Role">Server, Client, Cli, Authority or Unknown.</param>
/// <param name="Datacenter">The datacenter in the name.</param>
/// <param name="Domain">The domain in the name.</param>
/// <param name="Node">The node, if a name has one.</param>
internal sealed record AgentName(CertificateRole Role, string? Datacenter, string? Domain, string? Node)
{
    public static AgentName Of(IReadOnlyList<string> dnsNames, bool isAuthority)
    {
        if (isAuthority)
        {
            return new AgentName(CertificateRole.Authority, null, null, null);
        }

        foreach (CertificateRole role in new[] { CertificateRole.Server, CertificateRole.Client, CertificateRole.Cli })
        {
            string start = AgentNames.Label(role) + ".";
            if (dnsNames.FirstOrDefault(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && name.Split('.').Length > 2) is string found)
            {
                string[] labels = found.Split('.');
                string? node = dnsNames.FirstOrDefault(name => name.EndsWith("." + found, StringComparison.OrdinalIgnoreCase));
                return new AgentName(
                    role, labels[1], string.Join(".", labels.Skip(2)), node?.Substring(0, node.Length - found.Length - 1));
            }
        }

        return new AgentName(CertificateRole.Unknown, null, null, null);
    }
}
