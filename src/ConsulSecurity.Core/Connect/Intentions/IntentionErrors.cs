using System;

namespace ConsulSecurity.Connect;

/// <summary>The errors of intentions: message and id in one place.</summary>
internal static class IntentionErrors
{
    public static ConsulSecurityException NameInvalid(string name, string why) => new(
        "IntentionNameInvalid",
        ConsulErrorKind.InvalidArgument,
        $"The service name '{name}' {why}: give a service's name in lower case, or '*' for every service.",
        name);

    public static ConsulSecurityException ActionMissing(ConsulIntention intention) => new(
        "IntentionActionMissing",
        ConsulErrorKind.InvalidArgument,
        $"The intention from '{intention.Source}' to '{intention.Destination}' says nothing: give -Action Allow or Deny, or -Permission.",
        intention);

    public static ConsulSecurityException ActionAndPermissions(ConsulIntention intention) => new(
        "IntentionActionAndPermissions",
        ConsulErrorKind.InvalidArgument,
        $"The intention from '{intention.Source}' to '{intention.Destination}' has an action and permissions, and Consul takes one of both: leave one out.",
        intention);

    public static ConsulSecurityException WildcardPermissions(ConsulIntention intention) => new(
        "IntentionWildcardPermissions",
        ConsulErrorKind.InvalidArgument,
        $"The intention from '{intention.Source}' to '*' cannot have permissions on requests: name the destination, or give -Action.",
        intention);

    public static ConsulSecurityException PermissionInvalid(ConsulIntention intention, string why) => new(
        "IntentionPermissionInvalid",
        ConsulErrorKind.InvalidArgument,
        $"A permission of the intention from '{intention.Source}' to '{intention.Destination}' {why}.",
        intention);

    public static ConsulSecurityException PermissionsNotSupported(ConsulIntention intention, string? version) => new(
        "IntentionPermissionsNotSupported",
        ConsulErrorKind.NotSupported,
        $"The intention from '{intention.Source}' to '{intention.Destination}' has permissions on requests, which Consul knows from 1.9 on"
        + $"{(version is null ? string.Empty : $" and not {version}")}: give -Action, or upgrade the servers.",
        intention);

    public static ConsulSecurityException RegexUnusable(string regex, Exception cause) => new(
        "IntentionRegexUnusable",
        ConsulErrorKind.InvalidData,
        $"The regular expression '{regex}' of a permission cannot be evaluated here: check it with Envoy's RE2 syntax.",
        regex,
        cause);

    public static ConsulSecurityException NotFound(string source, string destination) => new(
        "IntentionNotFound",
        ConsulErrorKind.NotFound,
        $"There is no intention from '{source}' to '{destination}': see Get-ConsulIntention for those that the token may see.",
        $"{source} -> {destination}");

    public static ConsulSecurityException ChangedMeanwhile(string destination) => new(
        "IntentionChangedMeanwhile",
        ConsulErrorKind.InvalidState,
        $"Others keep changing the intentions to '{destination}', so nothing was written: run the command again.",
        destination);

    public static ConsulSecurityException FileInvalid(string file, string why, Exception? cause = null) => new(
        "IntentionFileInvalid",
        ConsulErrorKind.InvalidData,
        $"The file '{file}' {why}; no intention was changed.",
        file,
        cause);

    public static ConsulSecurityException NoFiles(string path) => new(
        "IntentionFileNotFound",
        ConsulErrorKind.NotFound,
        $"There is no file with intentions at '{path}': give a .csv or .json file, or a folder with such files.",
        path);

    public static ConsulSecurityException SaidTwice(ConsulIntention intention, string first, string second) => new(
        "IntentionSaidTwice",
        ConsulErrorKind.InvalidData,
        $"The intention from '{intention.Source}' to '{intention.Destination}' stands in '{first}' and again in '{second}': "
        + "leave one of them; no intention was changed.",
        intention);
}
