using System;
using System.Globalization;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Probes;

/// <summary>What the API's port does with somebody who has neither token nor certificate.</summary>
internal sealed class HttpProbe(string host, int port, bool tls, TimeSpan timeout)
{
    private static readonly Regex s_status = new(@"^HTTP/1\.[01] (\d{3})", RegexOptions.CultureInvariant);

    public async Task<HttpProbeResult> RunAsync(CancellationToken cancellation)
    {
        if (!tls)
        {
            int? status = await StatusAsync("/v1/status/leader", cancellation).ConfigureAwait(false);
            return new HttpProbeResult(status is not null, null, null);
        }

        using ProbeConnection? connection = await ProbeConnection.OpenAsync(host, port, timeout, cancellation).ConfigureAwait(false);
        if (connection is null)
        {
            return HttpProbeResult.Unreachable;
        }

        TlsProbeResult? result = await TlsProbe.RunAsync(connection, Request("/v1/status/leader"), timeout, cancellation).ConfigureAwait(false);
        return new HttpProbeResult(true, result, await SpeaksOldTlsAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>The status that a path answers with over plain HTTP, without a token; null where there is no HTTP.</summary>
    public async Task<int?> StatusAsync(string path, CancellationToken cancellation)
    {
        using ProbeConnection? connection = await ProbeConnection.OpenAsync(host, port, timeout, cancellation).ConfigureAwait(false);
        if (connection is null)
        {
            return null;
        }

        (_, byte[] bytes) = await connection.AskAsync(connection.Stream, Request(path), cancellation).ConfigureAwait(false);
        Match match = s_status.Match(Encoding.ASCII.GetString(bytes));
        return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    private async Task<bool?> SpeaksOldTlsAsync(CancellationToken cancellation)
    {
        using ProbeConnection? connection = await ProbeConnection.OpenAsync(host, port, timeout, cancellation).ConfigureAwait(false);
#pragma warning disable CA5397, CS0618, SYSLIB0039 // Asking for an old version is what this probe is for.
        return connection is null ? null : await TlsVersionProbe.SpeaksAsync(connection, SslProtocols.Tls11, [], cancellation).ConfigureAwait(false);
#pragma warning restore CA5397, CS0618, SYSLIB0039
    }

    private byte[] Request(string path) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUser-Agent: ConsulSecurity\r\nConnection: close\r\n\r\n");
}
