using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Probes;

namespace ConsulSecurity.Observation;

/// <summary>Asks a node's ports what they do with somebody who has nothing. Needs no credentials and changes nothing.</summary>
internal sealed class NodeProber(TimeSpan timeout)
{
    // What an API that is open to everyone would show; each needs a permission where ACLs are on.
    private static readonly string[] s_paths = ["/v1/agent/self", "/v1/agent/metrics", "/v1/acl/tokens", "/v1/operator/raft/configuration", "/ui/", "/debug/pprof/"];

    public int RpcPort { get; init; } = 8300;

    public int LanPort { get; init; } = 8301;

    public int WanPort { get; init; } = 8302;

    public int HttpPort { get; init; } = 8500;

    public int HttpsPort { get; init; } = 8501;

    public int DnsPort { get; init; } = 8600;

    public async Task<Evidence<RpcEvidence>> RpcAsync(string host, CancellationToken cancellation)
    {
        RpcProbeResult result = await new RpcProbe(host, RpcPort, timeout).RunAsync(cancellation).ConfigureAwait(false);
        return result.IsReachable
            ? Look.Seen(Describe(result.Tls, result.SpeaksOldTls, result.AcceptsPlaintext))
            : Closed<RpcEvidence>(host, RpcPort);
    }

    public async Task<Evidence<RpcEvidence>> HttpsAsync(string host, CancellationToken cancellation)
    {
        HttpProbeResult result = await new HttpProbe(host, HttpsPort, tls: true, timeout).RunAsync(cancellation).ConfigureAwait(false);
        return result.IsReachable ? Look.Seen(Describe(result.Tls, result.SpeaksOldTls, null)) : Closed<RpcEvidence>(host, HttpsPort);
    }

    public async Task<Evidence<bool>> PlainHttpAsync(string host, CancellationToken cancellation) =>
        Look.Seen((await new HttpProbe(host, HttpPort, tls: false, timeout).RunAsync(cancellation).ConfigureAwait(false)).IsReachable);

    public Task<Evidence<GossipEvidence>> LanAsync(string host, CancellationToken cancellation) => GossipAsync(host, LanPort, cancellation);

    public Task<Evidence<GossipEvidence>> WanAsync(string host, CancellationToken cancellation) => GossipAsync(host, WanPort, cancellation);

    public async Task<Evidence<DnsEvidence>> DnsAsync(string host, CancellationToken cancellation) =>
        await new DnsProbe(host, DnsPort, timeout).RunAsync(cancellation).ConfigureAwait(false) is { } answer ? Look.Seen(answer) : Closed<DnsEvidence>(host, DnsPort);

    /// <summary>What paths of the plain API answer without a token.</summary>
    public async Task<Evidence<IReadOnlyDictionary<string, int>>> AnonymousAsync(string host, CancellationToken cancellation)
    {
        var probe = new HttpProbe(host, HttpPort, tls: false, timeout);
        var statuses = new Dictionary<string, int>();
        foreach (string path in s_paths)
        {
            if (await probe.StatusAsync(path, cancellation).ConfigureAwait(false) is not { } status)
            {
                return Closed<IReadOnlyDictionary<string, int>>(host, HttpPort);
            }

            statuses[path] = status;
        }

        return Look.Seen<IReadOnlyDictionary<string, int>>(statuses);
    }

    private static Evidence<T> Closed<T>(string host, int port) =>
        Look.Missing<T>(EvidenceState.NotConfigured, $"nothing answers at {host}:{port}");

    private static RpcEvidence Describe(TlsProbeResult? tls, bool? speaksOldTls, bool? acceptsPlaintext)
    {
        using SHA256 sha = SHA256.Create();
        return new RpcEvidence
        {
            AcceptsPlaintext = acceptsPlaintext,
            SpeaksTls = tls is not null,
            DemandsClientCertificate = tls?.DemandsClientCertificate,
            SpeaksOldTls = tls is null ? null : speaksOldTls,
            Fingerprint = tls is null ? null : BitConverter.ToString(sha.ComputeHash(tls.Certificate.RawData)).Replace("-", string.Empty).ToLowerInvariant(),
        };
    }

    private async Task<Evidence<GossipEvidence>> GossipAsync(string host, int port, CancellationToken cancellation)
    {
        SerfProbeResult result = await new SerfProbe(host, port, timeout).RunAsync(cancellation).ConfigureAwait(false);
        return result.IsReachable
            ? Look.Seen(new GossipEvidence { AnswersClearTcp = result.AnswersClearTcp, AnswersClearUdp = result.AnswersClearUdp })
            : Closed<GossipEvidence>(host, port);
    }
}
