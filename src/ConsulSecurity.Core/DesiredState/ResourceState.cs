using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState;

/// <summary>What an instance is, against what is wanted of it.</summary>
/// <param name="Actual">Its properties as they are.</param>
/// <param name="Differing">The names of those that are not as wanted.</param>
/// <param name="Reasons">A sentence for each of them.</param>
internal sealed record ResourceState(JObject Actual, IReadOnlyList<string> Differing, IReadOnlyList<string> Reasons)
{
    public bool IsInDesiredState => Differing.Count == 0;

    /// <summary>Whether this call changed something.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Whether the agent has to be restarted for it.</summary>
    public bool NeedsRestart { get; init; }
}
