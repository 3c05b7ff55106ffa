using System;

namespace ConsulSecurity.Reporting;

/// <summary>Which references may become links.</summary>
internal static class Links
{
    public static bool IsSafe(string reference) =>
        Uri.TryCreate(reference, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);
}
