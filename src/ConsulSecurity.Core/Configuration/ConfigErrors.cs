using System;

namespace ConsulSecurity.Configuration;

/// <summary>The errors of configuration as a whole; what is wrong within a file is a diagnostic.</summary>
internal static class ConfigErrors
{
    public static ConsulSecurityException PathNotFound(string path) => new(
        "ConfigurationNotFound", ConsulErrorKind.NotFound, $"There is no configuration file or folder '{path}': check the path.", path);

    public static ConsulSecurityException Unreadable(string path, Exception cause) => new(
        "ConfigurationUnreadable",
        ConsulErrorKind.PermissionDenied,
        $"The configuration '{path}' cannot be read: run as an account that may, for example Consul's own.",
        path,
        cause);

    public static ConsulSecurityException Invalid(Diagnostic first) => new(
        "ConfigurationInvalid",
        ConsulErrorKind.InvalidData,
        $"The configuration has errors, the first at '{first.Location}': {first.Message} Run Test-ConsulAgentConfiguration to see them all.",
        first.Path);

    public static ConsulSecurityException VersionInvalid(string text) => new(
        "ConsulVersionInvalid",
        ConsulErrorKind.InvalidArgument,
        $"'{text}' is no version of Consul: give it as 1.8.7 or 1.12.",
        text);

    public static ConsulSecurityException Overridden(string setting, SourceLocation location) => new(
        "SettingOverridden",
        ConsulErrorKind.InvalidState,
        $"The setting '{setting}' is overridden at '{location}': take that line away, or name the file so that it sorts before ours.",
        location.ToString());

    public static ConsulSecurityException NotHeld(string setting) => new(
        "SettingNotHeld",
        ConsulErrorKind.InvalidState,
        $"The setting '{setting}' would not have its value after the change: look at it with Get-ConsulAgentConfiguration.",
        setting);

    public static ConsulSecurityException FragmentForeign(string path) => new(
        "FragmentNotOurs",
        ConsulErrorKind.AlreadyExists,
        $"The file '{path}' was not written by this module and is not replaced: move it away first.",
        path);

    public static ConsulSecurityException TooOld(string setting, Version since, Version version) => new(
        "SettingTooNew",
        ConsulErrorKind.NotSupported,
        $"The setting '{setting}' came with Consul {since}, and {version} does not start with it.",
        setting);

    public static ConsulSecurityException TlsFilesNeeded(string folder) => new(
        "TlsFilesNeeded",
        ConsulErrorKind.InvalidArgument,
        $"The configuration in '{folder}' names no authority, certificate and key: give them with -AuthorityPath, -CertificatePath and -KeyPath.",
        folder);

    public static ConsulSecurityException TlsCertificateUnfit(string path, CertificateFinding finding) => new(
        "TlsCertificateUnfit",
        ConsulErrorKind.InvalidState,
        $"The certificate in '{path}' will not do ({finding.Id}: expected {finding.Expected}, seen {finding.Seen}): "
        + "make another with New-ConsulCertificate, or use -Force to write the configuration all the same.",
        path);

    public static ConsulSecurityException AclDeniesAlready(string folder) => new(
        "AclDeniesAlready",
        ConsulErrorKind.InvalidState,
        $"By the configuration in '{folder}' ACLs deny by default already, and phase 1 would open the agent: go on with phase 2, or open it with -Force.",
        folder);

    public static ConsulSecurityException AgentTokenMissing(string folder) => new(
        "AclAgentTokenMissing",
        ConsulErrorKind.InvalidState,
        $"The agent of '{folder}' has no token of its own and could not register itself when ACLs deny by default: give it one with Set-ConsulAgentToken first, or use -Force.",
        folder);

    public static ConsulSecurityException GossipKeyNeeded(string path) => new(
        "GossipKeyNeeded",
        ConsulErrorKind.InvalidArgument,
        $"The configuration '{path}' has no gossip key yet: give one with -Key, the same on every node.",
        path);

    public static ConsulSecurityException TlsNotExpressible(string reason) => new(
        "TlsNotExpressible",
        ConsulErrorKind.NotSupported,
        $"The old spelling cannot say this: {reason}");

    public static ConsulSecurityException NotAFolder(string path) => new(
        "ConfigurationFolderNeeded",
        ConsulErrorKind.InvalidArgument,
        $"'{path}' is no folder: give the folder that Consul's -config-dir names.",
        path);
}
