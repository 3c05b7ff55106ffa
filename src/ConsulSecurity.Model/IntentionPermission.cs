using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>One of an intention's permissions on HTTP requests (Consul 1.9 and later); the first that fits a request decides.</summary>
public sealed class IntentionPermission
{
    /// <summary>What is done with a request that fits.</summary>
    public IntentionAction Action { get; set; }

    /// <summary>The whole path; one of the three paths at most is set.</summary>
    public string? PathExact { get; set; }

    /// <summary>What the path begins with; <c>/admin</c> fits <c>/administrator</c> too.</summary>
    public string? PathPrefix { get; set; }

    /// <summary>A regular expression for the whole path.</summary>
    public string? PathRegex { get; set; }

    /// <summary>The methods that fit; none for all.</summary>
    public string[] Methods { get; set; } = [];

    /// <summary>What all must hold of the headers.</summary>
    public IntentionHeaderMatch[] Headers { get; set; } = [];

    /// <summary>Action, methods and path.</summary>
    /// <returns>For example <c>Allow GET /public*</c>.</returns>
    public override string ToString()
    {
        var parts = new List<string> { Action.ToString() };
        if (Methods.Length > 0)
        {
            parts.Add(string.Join(",", Methods));
        }

        parts.Add(PathExact ?? (PathPrefix is null ? PathRegex is null ? "every path" : $"~{PathRegex}" : PathPrefix + "*"));
        if (Headers.Length > 0)
        {
            parts.Add($"with {Headers.Length} header{(Headers.Length == 1 ? string.Empty : "s")}");
        }

        return string.Join(" ", parts);
    }
}
