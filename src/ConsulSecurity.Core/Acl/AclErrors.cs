using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Acl;

/// <summary>The errors of ACLs, and the ids of what can be wrong in rules: message and id in one place.</summary>
internal static class AclErrors
{
    public const string EmptyLabel = "AclLabelEmpty";
    public const string EnterpriseOnly = "AclEnterpriseOnly";
    public const string FieldRepeated = "AclFieldRepeated";
    public const string FieldUnknown = "AclFieldUnknown";
    public const string LabelForgotten = "AclLabelForgotten";
    public const string ListMisplaced = "AclListMisplaced";
    public const string PolicyMissing = "AclPolicyMissing";
    public const string ResourceTooNew = "AclResourceTooNew";
    public const string ResourceUnknown = "AclResourceUnknown";
    public const string RuleNotBlock = "AclRuleNotBlock";
    public const string RuleRepeated = "AclRuleRepeated";
    public const string RulesRefused = "AclRulesRefused";
    public const string ScalarAsBlock = "AclScalarAsBlock";
    public const string TooManyLabels = "AclTooManyLabels";
    public const string WildcardLabel = "AclWildcardLabel";
    public const string WordCase = "AclAccessCase";
    public const string WordUnknown = "AclAccessUnknown";

    public static ConsulSecurityException NotFound(AclKind kind, string name) => new(
        "AclObjectNotFound",
        ConsulErrorKind.NotFound,
        $"There is no ACL {kind.Name} '{name}': see those that there are with {Lister(kind)}.",
        name);

    public static ConsulSecurityException LinkNotFound(AclKind kind, string name, string what, string missing, ConsulSecurityException cause) => new(
        "AclLinkNotFound",
        ConsulErrorKind.NotFound,
        $"The ACL {kind.Name} '{name}' names the {what} '{missing}', which does not exist: create it first, or correct the name.",
        name,
        cause)
    { Detail = cause.Detail };

    public static ConsulSecurityException AlreadyExists(AclKind kind, string name, ConsulSecurityException cause) => new(
        "AclObjectExists",
        ConsulErrorKind.AlreadyExists,
        $"There is an ACL {kind.Name} '{name}' already, or its secret is in use: change that one, or choose another name.",
        name,
        cause)
    { Detail = cause.Detail };

    public static ConsulSecurityException LifetimeInvalid(string name, bool tooShort, ConsulSecurityException? cause = null) => new(
        "AclTokenLifetimeInvalid",
        ConsulErrorKind.InvalidArgument,
        $"The token '{name}' would live too {(tooShort ? "short" : "long")}: Consul takes lifetimes from 1 minute to 24 hours, if any (-ExpirationTtl).",
        name,
        cause)
    { Detail = cause?.Detail };

    public static ConsulSecurityException NameInvalid(AclKind kind, string name, string reason, ConsulSecurityException? cause = null) => new(
        "AclNameInvalid",
        ConsulErrorKind.InvalidArgument,
        $"The ACL {kind.Name} '{name}' has a name that Consul does not take ({reason.TrimEnd('.')}): use letters, digits, '-' and '_', services and nodes in small letters.",
        name,
        cause)
    { Detail = cause?.Detail };

    public static ConsulSecurityException RulesInvalid(string name, ConsulSecurityException cause) => new(
        "AclRulesInvalid",
        ConsulErrorKind.InvalidData,
        $"Consul refuses the rules of '{name}': see what is wrong with Test-ConsulAclRule.",
        name,
        cause)
    { Detail = cause.Detail };

    public static ConsulSecurityException RulesInvalid(string name, IReadOnlyList<Diagnostic> diagnostics) => new(
        "AclRulesInvalid",
        ConsulErrorKind.InvalidData,
        $"The rules of '{name}' have {(diagnostics.Count == 1 ? "a mistake" : $"{diagnostics.Count} mistakes")}, so nothing was sent: {diagnostics[0]}"
        + (diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) ? string.Empty : " Consul would take them all the same (-Force)."),
        name);

    public static ConsulSecurityException BuiltIn(AclKind kind, string name, ConsulSecurityException? cause = null) => new(
        "AclObjectBuiltIn",
        ConsulErrorKind.InvalidState,
        $"The ACL {kind.Name} '{name}' belongs to Consul itself and cannot be changed so: take one of your own.",
        name,
        cause)
    { Detail = cause?.Detail };

    private static string Lister(AclKind kind) => "Get-ConsulAcl" + string.Concat(kind.Name.Split(' ').Select(w => char.ToUpperInvariant(w[0]) + w.Substring(1)));
}
