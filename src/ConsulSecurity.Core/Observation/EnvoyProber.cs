using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Probes;

namespace ConsulSecurity.Observation;

/// <summary>Asks what a host's sidecars leave open: Envoy's administration, and applications that should be reached through their sidecar alone.</summary>
internal sealed class EnvoyProber(TimeSpan timeout)
{
    private const int AdministrationPort = 19000;

    // "version": "<commit>/1.14.5/Clean/RELEASE/BoringSSL"
    private static readonly Regex s_version = new("\"version\"\\s*:\\s*\"[^\"/]*/(\\d+\\.\\d+\\.\\d+)", RegexOptions.CultureInvariant);

    public async Task<Evidence<EnvoyEvidence>> AdministrationAsync(string host, CancellationToken cancellation)
    {
        using ProbeConnection? connection = await ProbeConnection.OpenAsync(host, AdministrationPort, timeout, cancellation).ConfigureAwait(false);
        if (connection is null)
        {
            return Look.Seen(new EnvoyEvidence(false, null));
        }

        byte[] question = Encoding.ASCII.GetBytes($"GET /server_info HTTP/1.1\r\nHost: {host}:{AdministrationPort}\r\nConnection: close\r\n\r\n");
        (_, byte[] bytes) = await connection.AskAsync(connection.Stream, question, cancellation).ConfigureAwait(false);
        Match version = s_version.Match(Encoding.ASCII.GetString(bytes));
        return Look.Seen(new EnvoyEvidence(true, version.Success ? version.Groups[1].Value : null));
    }

    /// <summary>The ports of applications behind sidecars that answer at the host's address, past the sidecar.</summary>
    public async Task<Evidence<IReadOnlyList<int>>> ApplicationsAsync(
        string host, Evidence<IReadOnlyList<ServiceEvidence>> services, CancellationToken cancellation)
    {
        if (!services.IsKnown)
        {
            return Look.Missing<IReadOnlyList<int>>(services.State, services.Reason);
        }

        int[] ports = [.. services.Value!.Where(s => s.NodeAddress == host && s.Proxy is not null).Select(s => s.Proxy!.LocalPort).Where(port => port > 0).Distinct()];
        bool[] open = await Task.WhenAll(ports.Select(port => IsOpenAsync(host, port, cancellation))).ConfigureAwait(false);
        return Look.Seen<IReadOnlyList<int>>([.. ports.Where((_, i) => open[i])]);
    }

    private async Task<bool> IsOpenAsync(string host, int port, CancellationToken cancellation)
    {
        using ProbeConnection? connection = await ProbeConnection.OpenAsync(host, port, timeout, cancellation).ConfigureAwait(false);
        return connection is not null;
    }
}
