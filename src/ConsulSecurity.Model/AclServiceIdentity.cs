using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>The right to be a service: to register it and its sidecar, and to discover others.</summary>
public sealed class AclServiceIdentity
{
    /// <summary>Makes an identity.</summary>
    /// <param name="serviceName">The service.</param>
    /// <param name="datacenters">Where it counts; none for everywhere.</param>
    public AclServiceIdentity(string serviceName, IReadOnlyList<string>? datacenters = null)
    {
        ServiceName = serviceName;
        Datacenters = datacenters ?? Array.Empty<string>();
    }

    /// <summary>The service.</summary>
    public string ServiceName { get; }

    /// <summary>Where it counts; none for everywhere.</summary>
    public IReadOnlyList<string> Datacenters { get; }

    /// <summary>The service and its datacenters.</summary>
    /// <returns>For example <c>web@dc1</c>.</returns>
    public override string ToString() => Datacenters.Count == 0 ? ServiceName : ServiceName + "@" + string.Join(",", Datacenters);
}
