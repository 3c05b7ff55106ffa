namespace ConsulSecurity.Probes;

/// <summary>What the RPC port did.</summary>
/// <param name="IsReachable">Whether anything listens there.</param>
/// <param name="AcceptsPlaintext">Whether a connection in the clear was served or kept.</param>
/// <param name="Tls">What TLS without a client certificate came to; null where the port does not speak it.</param>
/// <param name="SpeaksOldTls">Whether TLS 1.1 is still spoken; null where it could not be told.</param>
internal sealed record RpcProbeResult(bool IsReachable, bool? AcceptsPlaintext, TlsProbeResult? Tls, bool? SpeaksOldTls)
{
    public static readonly RpcProbeResult Unreachable = new(false, null, null, null);
}
