using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Acl;

/// <summary>The policies and roles of a cluster, and what else decides who may do what: works out the rights of tokens as its servers do.</summary>
internal sealed class AclState
{
    private readonly Dictionary<string, AclPolicyRules> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AclRole> _roles;
    private readonly Dictionary<string, AclAuthorizer> _authorizers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AclPolicyRules> _identities = new(StringComparer.Ordinal);

    /// <param name="policies">With their rules.</param>
    /// <param name="roles">All roles that tokens name.</param>
    /// <param name="datacenter">Where the requests are made.</param>
    /// <param name="defaultAllows">Whether the default policy allows.</param>
    /// <param name="version">The servers' version; null for the newest.</param>
    public AclState(IEnumerable<AclPolicy> policies, IEnumerable<AclRole> roles, string datacenter, bool defaultAllows, Version? version)
    {
        Datacenter = datacenter;
        DefaultAllows = defaultAllows;
        Version = version;
        foreach (AclPolicy policy in policies)
        {
            _policies[policy.Id] = AclPolicyRules.Read(policy.Name, policy.Rules ?? string.Empty, policy.Datacenters, version);
        }

        _roles = roles.ToDictionary(r => r.Id, StringComparer.Ordinal);
    }

    public string Datacenter { get; }

    public bool DefaultAllows { get; }

    public Version? Version { get; }

    /// <summary>The cluster's templates; those that Consul comes with where it told none.</summary>
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>();

    /// <summary>What a token may do at a moment; an expired one may do nothing, not even what the default policy allows.</summary>
    public AclSubject Of(AclToken token, DateTimeOffset now)
    {
        bool isExpired = token.ExpirationTime <= now;
        AclRole[] roles = [.. token.Roles.Select(r => _roles.TryGetValue(r.Id, out AclRole? role) ? role : null).OfType<AclRole>()];
        var parts = new Parts(this);
        parts.Add(token.Policies, token.ServiceIdentities, token.NodeIdentities, token.TemplatedPolicies, string.Empty);
        foreach (AclRole role in roles)
        {
            parts.Add(role.Policies, role.ServiceIdentities, role.NodeIdentities, role.TemplatedPolicies, $"role {role.Name}: ");
        }

        return new AclSubject(token.AccessorId, token.Description, isExpired ? Nobody : parts.Build(), DefaultAllows && !isExpired) { AccessorId = token.AccessorId };
    }

    /// <summary>What a role adds to a token.</summary>
    public AclSubject Of(AclRole role)
    {
        var parts = new Parts(this);
        parts.Add(role.Policies, role.ServiceIdentities, role.NodeIdentities, role.TemplatedPolicies, string.Empty);
        return new AclSubject(role.Name, role.Description, parts.Build(), DefaultAllows);
    }

    /// <summary>What a policy adds to a token.</summary>
    public AclSubject Of(AclPolicy policy)
    {
        var parts = new Parts(this);
        parts.Add([new AclLink(policy.Id, policy.Name)], [], [], [], string.Empty);
        return new AclSubject(policy.Name, policy.Description, parts.Build(), DefaultAllows);
    }

    private AclAuthorizer Nobody => field ??= new AclAuthorizer([], Version);

    private AclPolicyRules Identity(string source, IReadOnlyList<string> datacenters, Func<IReadOnlyList<AclRawRule>> rules)
    {
        string key = source + "@" + string.Join(",", datacenters);
        return _identities.TryGetValue(key, out AclPolicyRules? known) ? known : _identities[key] = new AclPolicyRules(source, rules(), datacenters);
    }

    private IReadOnlyList<AclRawRule> Template(AclTemplatedPolicy policy)
    {
        string? text = Templates.TryGetValue(policy.TemplateName, out string? own) ? own : AclIdentityRules.BuiltInTemplate(policy.TemplateName);
        return text is null ? [] : AclRuleDocument.ReadAsServer(AclIdentityRules.Render(text, policy.Name), Version).Rules;
    }

    /// <summary>Gathers the policies of one token: the server merges them in the order of their ids, then those of identities.</summary>
    private sealed class Parts(AclState state)
    {
        private readonly SortedDictionary<string, AclPolicyRules> _policies = new(StringComparer.Ordinal);
        private readonly List<(string Key, AclPolicyRules Rules)> _identities = [];

        public void Add(
            IReadOnlyList<AclLink> policies,
            IReadOnlyList<AclServiceIdentity> services,
            IReadOnlyList<AclNodeIdentity> nodes,
            IReadOnlyList<AclTemplatedPolicy> templates,
            string via)
        {
            foreach (AclLink link in policies)
            {
                if (!_policies.ContainsKey(link.Id) && state._policies.TryGetValue(link.Id, out AclPolicyRules? rules))
                {
                    _policies[link.Id] = via.Length == 0 ? rules : rules with { Source = via + rules.Source };
                }
            }

            foreach (AclServiceIdentity service in services)
            {
                AddIdentity(via + "service identity " + service.ServiceName, service.Datacenters, () => AclIdentityRules.Service(service.ServiceName));
            }

            foreach (AclNodeIdentity node in nodes)
            {
                AddIdentity(via + "node identity " + node.NodeName, [node.Datacenter], () => AclIdentityRules.Node(node.NodeName));
            }

            foreach (AclTemplatedPolicy template in templates)
            {
                AddIdentity(via + template, template.Datacenters, () => state.Template(template));
            }
        }

        public AclAuthorizer Build()
        {
            var counting = _policies.Select(p => (p.Key, Rules: p.Value)).Concat(_identities)
                .Where(p => p.Rules.Datacenters.Count == 0 || p.Rules.Datacenters.Contains(state.Datacenter))
                .ToList();
            string key = string.Join("|", counting.Select(p => p.Key + p.Rules.Source));
            return state._authorizers.TryGetValue(key, out AclAuthorizer? known)
                ? known
                : state._authorizers[key] = new AclAuthorizer(counting.Select(p => p.Rules), state.Version);
        }

        private void AddIdentity(string source, IReadOnlyList<string> datacenters, Func<IReadOnlyList<AclRawRule>> rules) =>
            _identities.Add((source + string.Join(",", datacenters), state.Identity(source, datacenters, rules)));
    }
}
