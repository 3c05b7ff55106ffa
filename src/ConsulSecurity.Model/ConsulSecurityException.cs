using System;

namespace ConsulSecurity;

/// <summary>An error for people: one sentence that names the thing and the next step, with a stable id.</summary>
public class ConsulSecurityException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="errorId">The stable PascalCase id, for scripts that tell errors apart.</param>
    /// <param name="kind">What sort of trouble it is.</param>
    /// <param name="message">One sentence that names the thing in single quotes and says what to do next; never a secret.</param>
    /// <param name="target">What it is about: a path, an address, a name; never a secret.</param>
    /// <param name="innerException">What caused it.</param>
    public ConsulSecurityException(
        string errorId, ConsulErrorKind kind, string message, object? target = null, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Kind = kind;
        ErrorTarget = target;
    }

    /// <summary>The stable PascalCase id.</summary>
    public string ErrorId { get; }

    /// <summary>What sort of trouble it is.</summary>
    public ConsulErrorKind Kind { get; }

    /// <summary>What it is about: a path, an address, a name.</summary>
    public object? ErrorTarget { get; }

    /// <summary>Consul's own words, where it said any; for a developer or an issue, not needed to understand the message.</summary>
    public string? Detail { get; init; }
}
