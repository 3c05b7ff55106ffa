using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Rotation;

namespace ConsulSecurity.Configuration;

/// <summary>Finds an agent's TLS files and listeners in its configuration.</summary>
internal static class TlsNodes
{
    private const int RpcPort = 8300;

    /// <summary>
    /// The agent as a node of a rotation; several where its interfaces have files of their own (<c>tls.https</c> beside
    /// <c>tls.internal_rpc</c>).
    /// </summary>
    /// <param name="folder">The agent's configuration folder.</param>
    /// <param name="version">The version of Consul that reads it; null for the newest.</param>
    /// <param name="connection">The agent's API.</param>
    /// <param name="listeners">The listeners to look at; null for those of the configuration, HTTPS at the host of the API.</param>
    /// <exception cref="ConsulSecurityException"><c>TlsFilesNeeded</c> and what reading the configuration throws.</exception>
    public static IReadOnlyList<AuthorityNode> Read(
        string folder, Version? version, ConsulConnection connection, IReadOnlyList<ListenerAddress>? listeners)
    {
        MergedConfiguration configuration = MergedConfiguration.Read([folder], version);
        var files = new[] { TlsView.InternalRpc, TlsView.Https }
            .Select(name => (Interface: name, Tls: TlsView.Of(configuration, name)))
            .Where(item => item.Tls.CaFile is not null)
            .GroupBy(item => (item.Tls.CaFile, item.Tls.CertificateFile, item.Tls.KeyFile))
            .ToList();
        if (files.Count == 0)
        {
            throw ConfigErrors.TlsFilesNeeded(folder);
        }

        return
        [
            .. files.Select(group => new AuthorityNode(connection, group.Key.CaFile!)
            {
                CertificatePath = group.Key.CertificateFile,
                KeyPath = group.Key.KeyFile,
                Listeners = listeners ?? [.. group.SelectMany(item => Listeners(configuration, item.Interface, connection))],
            }),
        ];
    }

    private static IEnumerable<ListenerAddress> Listeners(MergedConfiguration configuration, string name, ConsulConnection connection)
    {
        string host = connection.Address.Host.Length > 0 ? connection.Address.Host.Trim('[', ']') : "127.0.0.1";
        if (name == TlsView.Https && configuration.Int("ports.https") is > 0 and long https)
        {
            yield return new ListenerAddress(host, (int)https, IsRpc: false);
        }

        if (name == TlsView.InternalRpc && configuration.IsServer)
        {
            // Where the API is on loopback alone, the servers' port is not.
            bool bound = IPAddress.TryParse(configuration.String("bind_addr"), out IPAddress? bind)
                && !bind.Equals(IPAddress.Any) && !bind.Equals(IPAddress.IPv6Any);
            yield return new ListenerAddress(bound ? bind!.ToString() : host, (int)(configuration.Int("ports.server") ?? RpcPort), IsRpc: true);
        }
    }
}
