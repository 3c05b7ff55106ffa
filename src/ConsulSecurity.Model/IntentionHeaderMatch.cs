namespace ConsulSecurity;

/// <summary>What an intention's permission asks of one HTTP header; one of Exact, Prefix, Suffix, Regex or Present is set.</summary>
public sealed class IntentionHeaderMatch
{
    /// <summary>The header's name; case does not matter.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The header is there, with any value.</summary>
    public bool Present { get; set; }

    /// <summary>The whole value.</summary>
    public string? Exact { get; set; }

    /// <summary>What the value begins with.</summary>
    public string? Prefix { get; set; }

    /// <summary>What the value ends with.</summary>
    public string? Suffix { get; set; }

    /// <summary>A regular expression for the whole value.</summary>
    public string? Regex { get; set; }

    /// <summary>Whether the match is turned into its opposite.</summary>
    public bool Invert { get; set; }
}
