using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Acl;

/// <summary>Somebody with rights: a token, a role, a policy, or nobody.</summary>
/// <param name="Name">The accessor or the name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Authorizer">What its rules say.</param>
/// <param name="DefaultAllows">What counts where they say nothing.</param>
internal sealed record AclSubject(string Name, string Description, AclAuthorizer Authorizer, bool DefaultAllows)
{
    private const string DefaultPolicy = "default policy";

    /// <summary>The token's accessor; null for roles and policies.</summary>
    public string? AccessorId { get; init; }

    public bool May(AclRequest request) => Authorizer.Judge(request, DefaultAllows).IsAllowed;

    /// <summary>The answer to a question, with the rule that decides.</summary>
    public AclAccessResult Ask(AclRequest request)
    {
        AclVerdict verdict = Authorizer.Judge(request, DefaultAllows);
        return new AclAccessResult
        {
            Subject = Name,
            Resource = request.Resource,
            Segment = request.Segment,
            Access = request.Access,
            Allowed = verdict.IsAllowed,
            Rule = verdict.Grant?.ToRule(),
            Source = verdict.Grant?.Source ?? DefaultPolicy,
        };
    }

    /// <summary>All rules that count, and the default policy where it allows.</summary>
    public IEnumerable<AclPermissionEntry> Permissions()
    {
        IEnumerable<AclPermissionEntry> rules = Authorizer.Grants
            .OrderBy(g => g.Resource.Name).ThenBy(g => g.IsPrefix).ThenBy(g => g.Segment, System.StringComparer.Ordinal)
            .Select(g => Entry(g, g.Source));
        return DefaultAllows ? rules.Append(Default("(everything else)")) : rules;
    }

    /// <summary>The right that allows a request; null where it is refused.</summary>
    public AclPermissionEntry? PermissionFor(AclRequest request)
    {
        AclVerdict verdict = Authorizer.Judge(request, DefaultAllows);
        return !verdict.IsAllowed ? null : verdict.Grant is { } grant ? Entry(grant, grant.Source) : Default(request.Resource);
    }

    private AclPermissionEntry Entry(AclGrant grant, string source) => new()
    {
        Subject = Name,
        Description = Description,
        AccessorId = AccessorId,
        Resource = grant.Resource.Name,
        Segment = grant.Resource.HasSegments ? grant.Segment : null,
        IsPrefix = grant.IsPrefix,
        Access = grant.Access,
        Intentions = grant.Resource.HasIntentions ? grant.Intentions : null,
        Source = source,
    };

    private AclPermissionEntry Default(string resource) => new()
    {
        Subject = Name,
        Description = Description,
        AccessorId = AccessorId,
        Resource = resource,
        Access = AclAccess.Write,
        Source = DefaultPolicy,
    };
}
