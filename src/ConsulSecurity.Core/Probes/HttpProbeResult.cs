namespace ConsulSecurity.Probes;

/// <summary>What an API port did.</summary>
/// <param name="IsReachable">Whether it answers in its protocol.</param>
/// <param name="Tls">What TLS without a client certificate came to; null for plain HTTP, or where the port does not speak it.</param>
/// <param name="SpeaksOldTls">Whether TLS 1.1 is still spoken; null where it could not be told.</param>
internal sealed record HttpProbeResult(bool IsReachable, TlsProbeResult? Tls, bool? SpeaksOldTls)
{
    public static readonly HttpProbeResult Unreachable = new(false, null, null);
}
