using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.DesiredState.Resources;

namespace ConsulSecurity.DesiredState;

/// <summary>All kinds of things whose state can be declared.</summary>
internal static class ResourceCatalog
{
    public static IReadOnlyList<DesiredStateResource> All { get; } =
    [
        new AclPolicyResource(),
        new AclSystemResource(),
        new ConnectResource(),
        new FirewallResource(),
        new GossipEncryptionResource(),
        new IntentionResource(),
        new RemoteExecResource(),
        new TlsResource(),
    ];

    /// <exception cref="ConsulSecurityException"><c>DesiredStateResourceUnknown</c>.</exception>
    public static DesiredStateResource Find(string name) =>
        All.FirstOrDefault(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase)) ?? throw DesiredStateErrors.ResourceUnknown(name);
}
