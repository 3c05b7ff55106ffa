namespace ConsulSecurity;

/// <summary>What a gossip port did with somebody who has no key.</summary>
public sealed class GossipEvidence
{
    /// <summary>Whether it answered in the clear over TCP; null where nothing came in time.</summary>
    public bool? AnswersClearTcp { get; init; }

    /// <summary>Whether it answered in the clear over UDP; null where that was not seen.</summary>
    public bool? AnswersClearUdp { get; init; }

    /// <summary>Plain words.</summary>
    /// <returns>For example <c>answers in the clear over TCP</c>.</returns>
    public override string ToString() => (AnswersClearTcp, AnswersClearUdp) switch
    {
        (true, true) => "answers in the clear over TCP and UDP",
        (true, _) => "answers in the clear over TCP",
        (_, true) => "answers in the clear over UDP",
        (false, false) => "answers nobody without the key",
        _ => "gives no answer in time",
    };
}
