namespace ConsulSecurity.Hardening;

/// <summary>What mends a check, as data that a rollout is planned from; its words for people are in <see cref="HardeningCheckInfo.Remedy"/>.</summary>
internal abstract record Remedy
{
    /// <summary>One setting in the agent's configuration.</summary>
    /// <param name="Name">Its name in the spelling of 1.8, for example <c>limits.http_max_conns_per_client</c>; written in that of the agent's version.</param>
    /// <param name="Value">A string, long, bool, or list of strings.</param>
    /// <param name="Role">Which nodes get it.</param>
    internal sealed record Setting(string Name, object Value, NodeRole Role = NodeRole.Any) : Remedy;

    /// <summary>A part of one of the staged procedures, which brings what belongs together in its order.</summary>
    /// <param name="Which">The procedure.</param>
    internal sealed record Procedure(RemedyProcedure Which) : Remedy;

    /// <summary>Files that others can read or write get the mode that only their owner can use.</summary>
    /// <param name="Subject">Which files, by the finding's subject.</param>
    internal sealed record FileMode(string Subject) : Remedy;

    /// <summary>Only a person can decide it.</summary>
    /// <param name="Question">What has to be decided, as a sentence that goes into the plan.</param>
    internal sealed record Decision(string Question) : Remedy;
}
