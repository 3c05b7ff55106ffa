using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace ConsulSecurity.Connect;

/// <summary>Whether a request fits a permission, as Envoy's RBAC filter sees it.</summary>
internal static class PermissionMatch
{
    private static readonly TimeSpan s_regexLimit = TimeSpan.FromSeconds(1);

    public static bool Fits(IntentionPermission permission, IntentionRequest request) =>
        PathFits(permission, request.Path)
        && (permission.Methods.Length == 0 || permission.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
        && permission.Headers.All(header => HeaderFits(header, request) != header.Invert);

    private static bool PathFits(IntentionPermission permission, string path)
    {
        if (permission.PathExact is { } exact)
        {
            return path == exact;
        }

        return permission.PathPrefix is { } prefix
            ? path.StartsWith(prefix, StringComparison.Ordinal)
            : permission.PathRegex is not { } regex || WholeTextFits(regex, path);
    }

    private static bool HeaderFits(IntentionHeaderMatch header, IntentionRequest request)
    {
        string? value = request.Headers.FirstOrDefault(h => string.Equals(h.Key, header.Name, StringComparison.OrdinalIgnoreCase)).Value;
        if (value is null)
        {
            return false;
        }

        return header switch
        {
            { Exact: { } exact } => value == exact,
            { Prefix: { } prefix } => value.StartsWith(prefix, StringComparison.Ordinal),
            { Suffix: { } suffix } => value.EndsWith(suffix, StringComparison.Ordinal),
            { Regex: { } regex } => WholeTextFits(regex, value),
            _ => true,
        };
    }

    private static bool WholeTextFits(string regex, string text)
    {
        try
        {
            return Regex.IsMatch(text, $"^(?:{regex})$", RegexOptions.CultureInvariant, s_regexLimit);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            throw IntentionErrors.RegexUnusable(regex, e);
        }
    }
}
