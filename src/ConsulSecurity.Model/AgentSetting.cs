using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity;

/// <summary>One setting of an agent's configuration after the merge: its value and where it comes from.</summary>
public sealed class AgentSetting
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "(hidden)";

    /// <summary>The name with its blocks, for example <c>acl.tokens.agent</c>.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>
    /// The value that counts: a Boolean, a number, a string, a list, a dictionary. A secret shows itself as <c>(hidden)</c>, a gossip key as a
    /// <see cref="GossipKey"/>.
    /// </summary>
    public object? Value { get; init; }

    /// <summary>Whether the value is a secret, and hidden.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether nothing is said, so that Consul's own default counts.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Where the value was said; null where it is the default.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>Everywhere the setting is said, in the order in which Consul reads; of a scalar the last one counts.</summary>
    public IReadOnlyList<SourceLocation> Said { get; init; } = [];

    /// <summary>The places that are said and do not count, because a later one does.</summary>
    public IReadOnlyList<SourceLocation> Overridden { get; init; } = [];

    /// <summary>Where the value comes from, for people.</summary>
    public string Source => Location is null ? "default" : Location.ToString();

    /// <summary>The name and the value.</summary>
    /// <returns>For example <c>acl.enabled = true</c>.</returns>
    public override string ToString() => $"{Name} = {ValueText}";

    /// <summary>The value on one line.</summary>
    public string ValueText => Value switch
    {
        null => string.Empty,
        bool b => b ? "true" : "false",
        IEnumerable<string> list => "[" + string.Join(", ", list) + "]",
        IReadOnlyDictionary<string, string> map => "{" + string.Join(", ", map.Select(entry => entry.Key + " = " + entry.Value)) + "}",
        _ => System.Convert.ToString(Value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty,
    };
}
