using System;

namespace ConsulSecurity.Consul;

/// <summary>
/// Reads Consul's error answers: plain text, prefixed once per hop, with statuses that say little (a denial can be a 500).
/// </summary>
internal static class ConsulFault
{
    private const string HopPrefix = "rpc error making call: ";

    public enum Kind
    {
        Other,
        NoLeader,
        LegacyAcl,
        TooManyRequests,
        AclDisabled,
        TokenUnknown,
        PermissionDenied,
        EndpointBlocked,
        NotFound,

        /// <summary>A connection between agents broke or could not be made; a write may have been done all the same.</summary>
        LostBetweenAgents,
    }

    /// <summary>The text without the prefixes that each hop adds.</summary>
    public static string Strip(string body)
    {
        string text = body.Trim();
        while (text.StartsWith(HopPrefix, StringComparison.Ordinal))
        {
            text = text.Substring(HopPrefix.Length);
        }

        return text;
    }

    public static string FirstLine(string text)
    {
        int end = text.IndexOf('\n');
        string line = (end < 0 ? text : text.Substring(0, end)).Trim();
        return line.Length switch { 0 => "(no text).", > 300 => line.Substring(0, 300) + "…", _ => line };
    }

    public static Kind Classify(int status, string text) => status switch
    {
        429 => Kind.TooManyRequests,
        401 when Has(text, "ACL support disabled") => Kind.AclDisabled,
        403 when Has(text, "ACL not found") => Kind.TokenUnknown,
        403 when Has(text, "Endpoint is blocked") || Has(text, "Access is restricted") => Kind.EndpointBlocked,
        401 or 403 => Kind.PermissionDenied,
        404 => Kind.NotFound,
        >= 500 => ClassifyServerError(text),
        _ => Kind.Other,
    };

    private static Kind ClassifyServerError(string text)
    {
        if (Has(text, "No cluster leader") || Has(text, "No known Consul servers") || Has(text, "node is not the leader"))
        {
            return Kind.NoLeader;
        }

        if (Has(text, "legacy mode"))
        {
            return Kind.LegacyAcl;
        }

        if (Has(text, "denied by ACLs") || text.EndsWith("Permission denied", StringComparison.Ordinal))
        {
            return Kind.PermissionDenied;
        }

        if (text.EndsWith("ACL not found", StringComparison.Ordinal))
        {
            return Kind.TokenUnknown;
        }

        return Has(text, "failed to get conn") || text.EndsWith("EOF", StringComparison.Ordinal) || Has(text, "stream closed")
            || Has(text, "leadership lost") || Has(text, "connection refused")
            ? Kind.LostBetweenAgents
            : Kind.Other;
    }

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.Ordinal) >= 0;
}
