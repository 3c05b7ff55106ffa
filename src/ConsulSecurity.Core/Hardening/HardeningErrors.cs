using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>The errors of the audit: message and id in one place.</summary>
internal static class HardeningErrors
{
    public static ConsulSecurityException CheckUnknown(string id) => new(
        "HardeningCheckUnknown",
        ConsulErrorKind.InvalidArgument,
        $"There is no check '{id}': see Get-ConsulHardeningCheck for those there are.",
        id);

    public static ConsulSecurityException Failed(IReadOnlyList<HardeningFinding> findings, Severity severity) => new(
        "HardeningCheckFailed",
        ConsulErrorKind.InvalidState,
        $"{findings.Select(f => f.Id).Distinct().Count()} checks of severity {severity} or worse fail "
        + $"({string.Join(", ", findings.Select(f => f.Id).Distinct().Take(8))}): see the findings for what mends them.",
        findings[0].Audit.Datacenter);

    public static ConsulSecurityException SnapshotUnreadable(string path, Exception? cause) => new(
        "SnapshotUnreadable",
        ConsulErrorKind.InvalidData,
        $"The file '{path}' is not a snapshot: give one that Get-ConsulSnapshot -OutFile wrote.",
        path,
        cause);

    public static ConsulSecurityException ProfileInvalid(string path, string what, Exception? cause = null) => new(
        "HardeningProfileInvalid",
        ConsulErrorKind.InvalidData,
        $"The profile or file of waivers '{path}' cannot be used, {what}: see about_ConsulHardeningProfile for what it may say.",
        path,
        cause);

    public static ConsulSecurityException ProfileUnknown(string name) => new(
        "HardeningProfileUnknown",
        ConsulErrorKind.NotFound,
        $"There is no profile '{name}': give {string.Join(", ", ProfileFile.Shipped)} or the path of a .json or .psd1 file.",
        name);

    public static ConsulSecurityException BaselineUnreadable(string path, Exception? cause) => new(
        "BaselineUnreadable",
        ConsulErrorKind.InvalidData,
        $"The file '{path}' is no earlier report: give one that Export-ConsulHardeningReport wrote as JSON.",
        path,
        cause);
}
