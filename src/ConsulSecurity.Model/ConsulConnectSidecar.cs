using System;

namespace ConsulSecurity;

/// <summary>The certificate that a sidecar, or an application that speaks to the mesh itself, really shows to callers.</summary>
public sealed class ConsulConnectSidecar
{
    /// <summary>The service that it stands for.</summary>
    public required string Service { get; init; }

    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>Where it listens, for example <c>10.0.0.7:21000</c>.</summary>
    public required string Address { get; init; }

    /// <summary>The name and the id of the root that its certificate leads to; null where it leads to none that is listed, or was not seen.</summary>
    public ConsulConnectRoot? Root { get; init; }

    /// <summary>Whether that is the active root; null where no certificate was seen.</summary>
    public bool? IsCurrent { get; init; }

    /// <summary>Until when the certificate is valid.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Why no certificate was seen, or why it leads to no root; null where all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>The service, where, and of which root.</summary>
    /// <returns>For example <c>web at 10.0.0.7:21000: current</c>.</returns>
    public override string ToString() => $"{Service} at {Address}: {IsCurrent switch { true => "current", false => "former root", null => Problem }}";
}
