using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace ConsulSecurity.Connect;

/// <summary>What Consul would refuse, or store and then not follow.</summary>
internal static class IntentionRules
{
    private static readonly Regex s_name = new(@"^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$", RegexOptions.CultureInvariant);

    /// <exception cref="ConsulSecurityException">What is wrong with it, and what to write instead.</exception>
    public static void Check(ConsulIntention intention)
    {
        CheckName(intention.Source);
        CheckName(intention.Destination);
        if (intention.Permissions.Length == 0)
        {
            if (intention.Action is null)
            {
                throw IntentionErrors.ActionMissing(intention);
            }

            return;
        }

        if (intention.Action is not null)
        {
            throw IntentionErrors.ActionAndPermissions(intention);
        }

        if (intention.Destination == "*")
        {
            throw IntentionErrors.WildcardPermissions(intention);
        }

        foreach (IntentionPermission permission in intention.Permissions)
        {
            CheckPermission(intention, permission);
        }
    }

    private static void CheckName(string name)
    {
        if (name == "*")
        {
            return;
        }

        // The server takes 'Web', then never finds it for the identity 'web'.
        string? why = name switch
        {
            { Length: 0 } => "is empty",
            _ when name.Contains('*') => "has a wildcard within, which Consul does not take",
            _ when name.Any(char.IsUpper) => "has upper-case letters, which no identity in the mesh has",
            _ when !s_name.IsMatch(name) => "has characters that no service name has",
            _ => null,
        };
        if (why is not null)
        {
            throw IntentionErrors.NameInvalid(name, why);
        }
    }

    private static void CheckPermission(ConsulIntention intention, IntentionPermission permission)
    {
        string?[] paths = [permission.PathExact, permission.PathPrefix, permission.PathRegex];
        string? why = permission switch
        {
            _ when paths.Count(path => path is not null) > 1 => "names more than one of PathExact, PathPrefix and PathRegex: leave one",
            _ when paths.Take(2).Any(path => path is not null && !path.StartsWith("/", StringComparison.Ordinal)) =>
                "has a path that does not begin with '/': add it",
            { Methods.Length: 0, Headers.Length: 0 } when paths.All(path => path is null) =>
                "fits every request: name a path, methods or headers, or give the intention an action instead",
            _ when permission.Headers.Any(header => header.Name.Length == 0) => "has a header without a name: name it",
            _ when permission.Headers.Any(header => Conditions(header) != 1) =>
                "has a header with none or several of Present, Exact, Prefix, Suffix and Regex: leave one",
            _ => null,
        };
        if (why is not null)
        {
            throw IntentionErrors.PermissionInvalid(intention, why);
        }
    }

    private static int Conditions(IntentionHeaderMatch header) =>
        new[] { header.Exact, header.Prefix, header.Suffix, header.Regex }.Count(value => value is not null) + (header.Present ? 1 : 0);
}
