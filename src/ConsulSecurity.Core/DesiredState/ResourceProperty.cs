using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState;

/// <summary>One property of a resource, as data: schema, checks and comparison follow from it.</summary>
/// <param name="Name">In camel case.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Description">One sentence.</param>
internal sealed record ResourceProperty(string Name, PropertyKind Kind, string Description)
{
    /// <summary>Whether it says which instance is meant; required.</summary>
    public bool IsKey { get; init; }

    /// <summary>Whether it only helps to get there (a path, a connection), and is never compared or given out.</summary>
    public bool IsInput { get; init; }

    /// <summary>Whether it is only given out.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>What it is where it is not given; null where it is left as it is then.</summary>
    public JToken? Default { get; init; }

    /// <summary>The words that it can be; null for any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>What may be wanted.</summary>
    public (int Least, int Most)? Range { get; init; }

    /// <summary>The least that can be seen, where that is less than may be wanted.</summary>
    public int? LeastSeen { get; init; }
}
