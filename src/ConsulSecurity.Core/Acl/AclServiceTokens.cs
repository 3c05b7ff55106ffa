using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>
/// What a service's own token holds: a service identity where Consul has them and takes the name, exact rules else. It registers the
/// service and its sidecar, discovers others, and nothing more.
/// </summary>
internal sealed class AclServiceTokens(AclEditor editor)
{
    private static readonly Version s_identities = new(1, 5);

    /// <summary>The token of a service, or of one instance of it.</summary>
    public static JObject Token(string service, string? instance, Version? version, string? policyId)
    {
        var token = new JObject { ["Description"] = Description(service, instance) };
        if (NeedsPolicy(service, version))
        {
            token["Policies"] = new JArray(new JObject { ["ID"] = policyId });
        }
        else
        {
            token["ServiceIdentities"] = new JArray(new JObject { ["ServiceName"] = service });
        }

        return token;
    }

    public static string Description(string service, string? instance) => instance is null ? $"service {service}" : $"service {service}, instance {instance}";

    /// <summary>The name of the policy that stands in for an identity, and of Vault's role.</summary>
    public static string PolicyName(string service) =>
        "service-" + string.Concat(service.Select(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' ? c.ToString() : $"_{(int)c:x}_"));

    public static bool NeedsPolicy(string service, Version? version) =>
        (version is not null && version < s_identities) || service.Length > 256 || !service.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_')
        || !char.IsLetterOrDigit(service[0]) || !char.IsLetterOrDigit(service[service.Length - 1]);

    /// <summary>The policy that stands in for an identity; made where it is not there.</summary>
    public async Task<string> EnsurePolicyAsync(string service, CancellationToken cancellation)
    {
        string name = PolicyName(service);
        IEnumerable<AclRule> rules = AclIdentityRules.Service(service).Select(r => r.ToRule());
        var patch = new JObject { ["Name"] = name, ["Rules"] = AclRuleWriter.Write(rules), ["Description"] = $"What a token of the service {service} may do" };
        AclChange change = await editor.PlanAsync(AclKind.Policy, name, patch, cancellation).ConfigureAwait(false);
        AclOutcome outcome = (await editor.ApplyAsync([change], cancellation).ConfigureAwait(false))[0];
        return outcome.Error is null ? (string)outcome.Result!["ID"]! : throw outcome.Error;
    }
}
