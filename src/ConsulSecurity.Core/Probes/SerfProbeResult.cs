namespace ConsulSecurity.Probes;

/// <summary>What a Serf port did.</summary>
/// <param name="IsReachable">Whether anything listens there (TCP).</param>
/// <param name="AnswersClearTcp">Whether a ping in the clear was answered in the clear; null where nothing came in time.</param>
/// <param name="AnswersClearUdp">Whether a datagram in the clear was answered; silence counts as no.</param>
internal sealed record SerfProbeResult(bool IsReachable, bool? AnswersClearTcp, bool? AnswersClearUdp)
{
    public static readonly SerfProbeResult Unreachable = new(false, null, null);
}
