using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Acl;

/// <summary>Says what a set of policies allows, with the server's own precedence.</summary>
internal sealed class AclAuthorizer
{
    private const string Anything = "*";

    private readonly Dictionary<string, AclGrantIndex> _resources = new(StringComparer.Ordinal);
    private readonly Version? _version;

    /// <param name="policies">In the order of their ids, as the server merges them.</param>
    /// <param name="version">The server's version; null for the newest.</param>
    public AclAuthorizer(IEnumerable<AclPolicyRules> policies, Version? version = null)
    {
        _version = version;
        Grants = AclMerge.Merge(policies);
        foreach (AclGrant grant in Grants)
        {
            if (!_resources.TryGetValue(grant.Resource.Name, out AclGrantIndex? index))
            {
                _resources[grant.Resource.Name] = index = new AclGrantIndex();
            }

            index.Add(grant);
        }
    }

    /// <summary>The rules that remain after merging.</summary>
    public IReadOnlyCollection<AclGrant> Grants { get; }

    /// <summary>Whether a request is allowed; where no rule speaks, the default policy decides.</summary>
    public AclVerdict Judge(AclRequest request, bool defaultAllows)
    {
        AclVerdict verdict = request.Resource == "intention" ? JudgeIntention(request)
            : request.Access == AclRequest.WritePrefix ? JudgeWritePrefix(request.Segment)
            : JudgeRule(request);
        return verdict.Decision != AclDecision.Default
            ? verdict
            : verdict with { Decision = DefaultOf(request, defaultAllows) ? AclDecision.Allow : AclDecision.Deny };
    }

    /// <summary>Allowing by default never reaches to the ACL system itself.</summary>
    private static bool DefaultOf(AclRequest request, bool defaultAllows) => defaultAllows && request.Resource != AclResource.Acl.Name;

    private AclVerdict JudgeRule(AclRequest request)
    {
        AclGrant? grant = Index(request.Resource)?.Find(request.Segment);
        if (grant is null && (request.Resource == AclResource.Mesh.Name || request.Resource == AclResource.Peering.Name))
        {
            // Rules older than these resources grant them with the operator's.
            grant = Index(AclResource.Operator.Name)?.Find(string.Empty);
        }

        return grant is null ? AclVerdict.Default : Enforce(grant, grant.Access, request.Access);
    }

    private AclVerdict JudgeIntention(AclRequest request)
    {
        AclGrantIndex? services = Index(AclResource.Service.Name);
        if (services is null)
        {
            return AclVerdict.Default;
        }

        if (request.Segment == Anything)
        {
            return request.Access == AclWords.Read ? AnyIntention(services) : AllIntentions(services);
        }

        return services.Find(request.Segment) is { } grant ? Enforce(grant, grant.Intentions, request.Access) : AclVerdict.Default;
    }

    // To read an intention on all services, it is enough to read those of one.
    private static AclVerdict AnyIntention(AclGrantIndex services)
    {
        AclGrant? granting = services.All.FirstOrDefault(g => g.Intentions != AclAccess.Deny);
        return granting is not null ? new AclVerdict(AclDecision.Allow, granting)
            : services.CatchAll is { } all ? new AclVerdict(AclDecision.Deny, all)
            : AclVerdict.Default;
    }

    // To write an intention on all services, one must be allowed to write those of each.
    private static AclVerdict AllIntentions(AclGrantIndex services)
    {
        AclGrant? refusing = services.All.FirstOrDefault(g => g.Intentions != AclAccess.Write);
        return refusing is not null ? new AclVerdict(AclDecision.Deny, refusing)
            : services.CatchAll is { } all ? new AclVerdict(AclDecision.Allow, all)
            : AclVerdict.Default;
    }

    // To write below a prefix (a recursive delete), no rule there may forbid any of it.
    private AclVerdict JudgeWritePrefix(string prefix)
    {
        AclGrantIndex? keys = Index(AclResource.Key.Name);
        AclGrant? nearest = keys?.FindPrefix(prefix);
        AclGrant? refusing = nearest is { Access: not AclAccess.Write } ? nearest : keys?.Below(prefix).FirstOrDefault(g => g.Access != AclAccess.Write);
        return refusing is not null ? new AclVerdict(AclDecision.Deny, refusing)
            : nearest is not null ? new AclVerdict(AclDecision.Allow, nearest)
            : AclVerdict.Default;
    }

    private static AclVerdict Enforce(AclGrant grant, AclAccess granted, string asked)
    {
        bool allows = granted switch
        {
            AclAccess.Write => true,
            AclAccess.List => asked is AclWords.Read or AclWords.List,
            AclAccess.Read => asked == AclWords.Read,
            _ => false,
        };
        return new AclVerdict(allows ? AclDecision.Allow : AclDecision.Deny, grant);
    }

    private AclGrantIndex? Index(string resource) =>
        _resources.TryGetValue(resource, out AclGrantIndex? index) && AclResource.Find(resource)!.IsKnownTo(_version) ? index : null;
}
