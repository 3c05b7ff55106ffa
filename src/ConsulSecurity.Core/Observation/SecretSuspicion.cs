using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ConsulSecurity.Observation;

/// <summary>Says where a health check looks as if it held a secret, never the secret.</summary>
internal static class SecretSuspicion
{
    private const string Names = "pass(word|wd|phrase)?|secret|token|api[-_]?key";

    private static readonly Regex s_name = new(Names + "|auth|credential|cookie|session", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // name=value, name: value, --name value
    private static readonly Regex s_assignment = new(
        "(" + Names + "|bearer)[\"']?\\s*[=: ]\\s*\\S", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <returns>For example <c>header Authorization</c>.</returns>
    public static IReadOnlyList<string> In(IEnumerable<string> headers, string? url, string? body, IEnumerable<string> arguments) =>
    [
        .. headers.Where(header => s_name.IsMatch(header)).Select(header => $"header {header}"),
        .. Url(url ?? string.Empty),
        .. s_assignment.IsMatch(body ?? string.Empty) ? ["body"] : Array.Empty<string>(),
        .. s_assignment.IsMatch(string.Join(" ", arguments)) ? ["arguments"] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> Url(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri))
        {
            yield break;
        }

        if (uri.UserInfo.Length > 0)
        {
            yield return "user and password in the address";
        }

        foreach (string field in uri.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')[0]).Where(field => s_name.IsMatch(field)))
        {
            yield return $"query {Uri.UnescapeDataString(field)}";
        }
    }
}
