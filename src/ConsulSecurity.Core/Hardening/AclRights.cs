using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using ConsulSecurity.Acl;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Hardening;

/// <summary>What the tokens of a snapshot may do, worked out once for all checks that ask.</summary>
internal sealed class AclRights
{
    private static readonly ConditionalWeakTable<ClusterSnapshot, Evidence<AclRights>> s_known = new();

    private readonly Dictionary<AclAuthorizer, ServiceReach> _reaches = [];
    private readonly Dictionary<string, TokenRights> _byAccessor;

    private AclRights(ClusterSnapshot snapshot, bool defaultAllows)
    {
        Version? version = snapshot.Nodes.Select(node => SnapshotTaker.ParseVersion(node.Version)).FirstOrDefault(v => v is not null);
        string datacenter = snapshot.Datacenter ?? snapshot.Datacenters.Value?.FirstOrDefault() ?? string.Empty;
        DefaultAllows = defaultAllows;
        State = new AclState(snapshot.Policies.Value!, snapshot.Roles.Value!, datacenter, defaultAllows, version);
        Tokens = [.. snapshot.Tokens.Value!.Where(token => !token.IsLegacy && !(token.ExpirationTime <= snapshot.TakenAt)).Select(token => Rights(token, snapshot.TakenAt))];
        _byAccessor = Tokens.GroupBy(token => token.Token.AccessorId).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
    }

    /// <summary>Whether what no rule names is allowed.</summary>
    public bool DefaultAllows { get; }

    public AclState State { get; }

    /// <summary>Those that count: not expired, and not of before 1.4, whose rules work otherwise.</summary>
    public IReadOnlyList<TokenRights> Tokens { get; }

    /// <summary>The rights, or what is missing to know them.</summary>
    public static Evidence<AclRights> Of(ClusterSnapshot snapshot) => s_known.GetValue(snapshot, Make);

    /// <summary>Whether the default policy allows; null where nobody said it.</summary>
    public static bool? DefaultPolicyAllows(ClusterSnapshot snapshot)
    {
        string[] said =
        [
            .. snapshot.Nodes.Select(node => new NodeView(node).Text("acl.default_policy")).OfType<string>(),
            .. snapshot.Nodes.Select(node => node.Caller.Value?.DefaultPolicy).OfType<string>(),
        ];
        return said.Length == 0 ? null : !said.All(policy => policy == "deny");
    }

    public TokenRights? Find(string? accessor) => accessor is not null && _byAccessor.TryGetValue(accessor, out TokenRights? token) ? token : null;

    /// <summary>What a policy grants by itself.</summary>
    public IReadOnlyCollection<AclGrant> Grants(AclPolicy policy) => State.Of(policy).Authorizer.Grants;

    private static Evidence<AclRights> Make(ClusterSnapshot snapshot) =>
        Missing(snapshot.Tokens) ?? Missing(snapshot.Policies) ?? Missing(snapshot.Roles)
        ?? (DefaultPolicyAllows(snapshot) is { } allows
            ? Look.Seen(new AclRights(snapshot, allows))
            : Look.Missing<AclRights>(EvidenceState.NoPermission, "agent:read, for the default policy"));

    private static Evidence<AclRights>? Missing<T>(Evidence<T> evidence) =>
        evidence.IsKnown ? null : Look.Missing<AclRights>(evidence.State, evidence.Reason);

    private TokenRights Rights(AclToken token, DateTimeOffset now)
    {
        AclSubject subject = State.Of(token, now);
        if (!_reaches.TryGetValue(subject.Authorizer, out ServiceReach? reach))
        {
            _reaches[subject.Authorizer] = reach = new ServiceReach(subject.Authorizer);
        }

        return new TokenRights(token, subject, reach);
    }
}

/// <summary>A token and what it may do.</summary>
/// <param name="Token">The token.</param>
/// <param name="Subject">Its rules.</param>
/// <param name="Services">The services that it may register, and so pose as.</param>
internal sealed record TokenRights(AclToken Token, AclSubject Subject, ServiceReach Services)
{
    private static readonly AclRequest[] s_root = [new("acl", string.Empty, "write"), new("operator", string.Empty, "write"), new("keyring", string.Empty, "write")];

    /// <summary>Whether it may write the ACL system itself, and so everything.</summary>
    public bool IsManagement => Subject.May(s_root[0]);

    /// <summary>Whether rules let it write ACLs, operators' things or the keyring: as good as everything.</summary>
    public bool IsPowerful => s_root.Any(request => Subject.Authorizer.Judge(request, defaultAllows: false).IsAllowed);

    public string Name => TokenView.Subject(Token);

    public IEnumerable<AclGrant> Grants => Subject.Authorizer.Grants;
}
