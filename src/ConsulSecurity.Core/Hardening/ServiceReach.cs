using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Hardening;

/// <summary>The services that rules let one register, and so pose as; a service and its sidecar are one.</summary>
internal sealed class ServiceReach
{
    private const string SidecarSuffix = "-sidecar-proxy";

    private readonly AclAuthorizer _authorizer;

    public ServiceReach(AclAuthorizer authorizer)
    {
        _authorizer = authorizer;
        AclGrant[] writes = [.. authorizer.Grants.Where(grant => grant.Resource == AclResource.Service && grant.Access == AclAccess.Write)];
        Names = [.. writes.Where(grant => !grant.IsPrefix).Select(grant => BaseOf(grant.Segment)).Distinct()];
        Prefixes = [.. writes.Where(grant => grant.IsPrefix).Select(grant => grant.Segment)];
    }

    /// <summary>The services that are named.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The beginnings of names; the empty one stands for all.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    public bool IsEmpty => Names.Count == 0 && Prefixes.Count == 0;

    /// <summary>The one service that it is for; null where it is for none, or for more.</summary>
    public string? Own => Prefixes.Count == 0 && Names.Count == 1 ? Names[0] : null;

    /// <summary>The service that a name belongs to: a sidecar's is its service's.</summary>
    public static string BaseOf(string name) =>
        name.EndsWith(SidecarSuffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - SidecarSuffix.Length) : name;

    public bool Includes(string service) => _authorizer.Judge(new AclRequest("service", service, "write"), defaultAllows: false).IsAllowed;

    /// <summary>For people.</summary>
    /// <returns>For example <c>web, api, every name that begins with 'pay'</c>.</returns>
    public override string ToString() => Offenders.List([.. Prefixes.Select(prefix => prefix.Length == 0 ? "every service" : $"every name that begins with '{prefix}'"), .. Names]);
}
