using System;

namespace ConsulSecurity;

/// <summary>Consul answered a request with an error.</summary>
public sealed class ConsulApiException : ConsulSecurityException
{
    /// <summary>Makes an error.</summary>
    /// <param name="errorId">The stable PascalCase id.</param>
    /// <param name="kind">What sort of trouble it is.</param>
    /// <param name="message">One sentence for people.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="target">The request: method and path, without secrets.</param>
    /// <param name="innerException">What caused it.</param>
    public ConsulApiException(
        string errorId, ConsulErrorKind kind, string message, int statusCode, object? target = null, Exception? innerException = null)
        : base(errorId, kind, message, target, innerException) => StatusCode = statusCode;

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; }
}
