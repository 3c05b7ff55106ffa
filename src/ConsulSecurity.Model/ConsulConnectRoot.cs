using System;

namespace ConsulSecurity;

/// <summary>A root certificate of the service mesh.</summary>
public sealed class ConsulConnectRoot
{
    /// <summary>Its id: the fingerprint that Consul gives it.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether new certificates are signed below it; others stay until the last certificate below them has expired.</summary>
    public required bool IsActive { get; init; }

    /// <summary>From when it is valid.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is valid.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The kind of its key, for example <c>ec 256</c>.</summary>
    public required string Key { get; init; }

    /// <summary>How many intermediate certificates go with it; one that is cross-signed lets old leaves be believed after a rotation.</summary>
    public required int IntermediateCount { get; init; }

    /// <summary>Until when those are valid.</summary>
    public DateTimeOffset[] IntermediateNotAfter { get; init; } = [];

    /// <summary>The certificate, in PEM.</summary>
    public required string Certificate { get; init; }

    /// <summary>Name, and whether it is active.</summary>
    /// <returns>For example <c>Consul CA Root Cert (active)</c>.</returns>
    public override string ToString() => IsActive ? $"{Name} (active)" : Name;
}
