using System.Collections.Generic;

namespace ConsulSecurity.Rollout;

/// <summary>What a cluster is to become.</summary>
internal sealed record RolloutGoal
{
    /// <summary>The level of the benchmark.</summary>
    public int Level { get; init; } = 1;

    /// <summary>Checks that are left failing.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Whether agents go on answering DNS under default deny, with a token that may read nodes and services and nothing else.</summary>
    public bool AnswerDns { get; init; } = true;

    /// <summary>Whether plain HTTP stays, on the loopback address alone.</summary>
    public bool KeepLoopbackHttp { get; init; }
}
