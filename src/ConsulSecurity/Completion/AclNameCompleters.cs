using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>Completes objects of the ACL system.</summary>
public abstract class AclObjectCompleter : ConsulNameCompleter
{
    private protected abstract AclKind Kind { get; }

    private protected sealed override async Task<IReadOnlyList<Suggestion>> ReadAsync(ConsulClient client, CancellationToken cancellation)
    {
        IReadOnlyList<JObject> all = await new AclApi(client).ListAsync(Kind, cancellation).ConfigureAwait(false);
        return [.. all.Select(o => new Suggestion((string?)o[Kind.NameField] ?? string.Empty, (string?)o["Description"] ?? string.Empty))];
    }
}

/// <summary>Completes names of policies.</summary>
public sealed class AclPolicyNameCompleter : AclObjectCompleter
{
    private protected override AclKind Kind => AclKind.Policy;
}

/// <summary>Completes names of roles.</summary>
public sealed class AclRoleNameCompleter : AclObjectCompleter
{
    private protected override AclKind Kind => AclKind.Role;
}

/// <summary>Completes accessors of tokens.</summary>
public sealed class AclTokenAccessorCompleter : AclObjectCompleter
{
    private protected override AclKind Kind => AclKind.Token;
}

/// <summary>Completes names of auth methods.</summary>
public sealed class AclAuthMethodNameCompleter : AclObjectCompleter
{
    private protected override AclKind Kind => AclKind.AuthMethod;
}

/// <summary>Completes names of registered services.</summary>
public sealed class ServiceNameCompleter : ConsulNameCompleter
{
    private protected override async Task<IReadOnlyList<Suggestion>> ReadAsync(ConsulClient client, CancellationToken cancellation) =>
        [.. (await client.SendAsync<JObject>(ConsulRequest.Get("catalog/services"), cancellation).ConfigureAwait(false)).Properties().Select(p => new Suggestion(p.Name))];
}
