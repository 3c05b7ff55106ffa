using System;
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

    public static ConsulSecurityException PolicyNameMissing() => new(
        "AclPolicyNameMissing",
        ConsulErrorKind.InvalidArgument,
        "The rules have no name: give the policy's with -Name, or rules in a file that is named after it with -Path.");

    public static ConsulSecurityException FilesOfSameName(string name, string folder) => new(
        "AclPolicyFilesSameName",
        ConsulErrorKind.InvalidData,
        $"The folder '{folder}' has several files for the policy '{name}': keep one of them.",
        folder);

    public static ConsulSecurityException TokenNotEverywhere(string accessor, IReadOnlyList<string> servers, TimeSpan after) => new(
        "AclTokenNotEverywhere",
        ConsulErrorKind.Timeout,
        $"The token '{accessor}' was made, but after {after.TotalSeconds:0.#} s not all servers know it ({string.Join(", ", servers)}): "
        + "see that they are healthy, and do not use it before; Get-ConsulAclToken reads it again.",
        accessor);

    public static ConsulSecurityException AlreadyBootstrapped(string? resetIndex, ConsulSecurityException cause) => new(
        "AclAlreadyBootstrapped",
        ConsulErrorKind.InvalidState,
        "The ACL system was bootstrapped before, and gives its first token only once: use that one"
        + (resetIndex is null ? "." : $", or, if it is lost, reset it on the leader with -Reset -DataDirectory (the reset index is {resetIndex})."),
        resetIndex,
        cause)
    { Detail = cause.Detail };

    public static ConsulSecurityException BootstrapNotOnLeader(string folder) => new(
        "AclResetNotOnLeader",
        ConsulErrorKind.InvalidState,
        $"The reset file in '{folder}' was not taken: run the command on the host of the leader, with its data_dir.",
        folder);

    public static ConsulSecurityException NowhereToKeepToken() => new(
        "AclBootstrapNowhereToKeep",
        ConsulErrorKind.InvalidArgument,
        "The first token is given only once and is not printed: say where it goes with -Path (a private file), -Vault, -PassThru (an object that hides it) or -AsPlainText.");

    public static ConsulSecurityException VaultMissing(string vault) => new(
        "AclVaultMissing",
        ConsulErrorKind.NotFound,
        $"The vault '{vault}' cannot be written to: install and import Microsoft.PowerShell.SecretManagement and register the vault first.",
        vault);

    public static ConsulSecurityException IdentityInvalid(string text, string form) => new(
        "AclIdentityInvalid",
        ConsulErrorKind.InvalidArgument,
        $"The identity '{text}' cannot be read: write it as {form}.",
        text);

    public static ConsulSecurityException AuthMethodTypeUnknown(ConsulConnection connection, string name, ConsulSecurityException cause) => new(
        "AclAuthMethodTypeUnknown",
        ConsulErrorKind.NotSupported,
        $"Consul at '{connection}' has no auth methods of the type of '{name}': it has kubernetes from 1.5, jwt from 1.8, oidc in Enterprise from 1.8, aws-iam from 1.12.",
        name,
        cause)
    { Detail = cause.Detail };

    public static ConsulSecurityException BootstrapUnseen(ConsulConnection connection, ConsulSecurityException cause) => new(
        "AclBootstrapUnseen",
        ConsulErrorKind.InvalidState,
        $"'{connection}' does not show that ACLs are on and bootstrapped ({cause.ErrorId}): finish phase 1 and Initialize-ConsulAcl, connect with a token with acl:read, or use -Force.",
        connection.ToString(),
        cause)
    { Detail = cause.Detail };

    public static ConsulSecurityException NodeTokenMissing(string node) => new(
        "AclNodeTokenMissing",
        ConsulErrorKind.InvalidState,
        $"No token but management may write the node '{node}', so its agent cannot have one: make it with New-ConsulAclToken -NodeIdentity and give it with Set-ConsulAgentToken, or use -Force.",
        node);

    public static ConsulSecurityException AgentTokenUnknown(ConsulConnection connection, string type) => new(
        "AgentTokenUnknown",
        ConsulErrorKind.NotSupported,
        $"The agent at '{connection}' is of a version that has no {type} token: see Get-Help Set-ConsulAgentToken for those that came later.",
        type);

    private static string Lister(AclKind kind) => "Get-ConsulAcl" + string.Concat(kind.Name.Split(' ').Select(w => char.ToUpperInvariant(w[0]) + w.Substring(1)));
}
