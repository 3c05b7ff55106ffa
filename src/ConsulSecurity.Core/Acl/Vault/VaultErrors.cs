using System;

namespace ConsulSecurity.Acl.Vault;

/// <summary>The errors of talking to Vault: what its answers mean, in words for people.</summary>
internal static class VaultErrors
{
    /// <summary>The id of an error for a request whose content Vault refuses.</summary>
    public const string Refused = "VaultRequestRefused";

    public static ConsulSecurityException Insecure(Uri address) => new(
        "VaultInsecure",
        ConsulErrorKind.InvalidArgument,
        $"The address '{Name(address)}' of Vault is neither https nor loopback, so its token and Consul's would go in the clear: give an https:// address.",
        Name(address));

    public static ConsulSecurityException Unreachable(Uri address, Exception cause) => new(
        "VaultUnreachable",
        ConsulErrorKind.Unreachable,
        $"Vault does not answer at '{Name(address)}': check the address and its scheme (http or https), and that Vault runs there.",
        Name(address),
        cause);

    public static ConsulSecurityException Untrusted(Uri address, string reason, Exception cause) => new(
        "VaultCertificateUntrusted",
        ConsulErrorKind.Untrusted,
        $"The certificate of Vault at '{Name(address)}' is not trusted ({reason}): give the authority that signed it (-VaultCACertificate).",
        Name(address),
        cause);

    public static ConsulSecurityException TimedOut(Uri address, string request, TimeSpan after) => new(
        "VaultTimeout",
        ConsulErrorKind.Timeout,
        $"Vault at '{Name(address)}' did not answer {request} within {after.TotalSeconds:0.#} s: check its load and whether it reaches Consul, then try again.",
        Name(address));

    public static ConsulSecurityException NotUnderstood(Uri address, string request, Exception? cause = null) => new(
        "VaultAnswerNotUnderstood",
        ConsulErrorKind.UnexpectedAnswer,
        $"The answer to {request} is not what Vault sends: check that '{Name(address)}' is Vault's address.",
        Name(address),
        cause);

    public static ConsulSecurityException RoleMissing(string path) => new(
        "VaultRoleMissing",
        ConsulErrorKind.NotFound,
        $"Vault has no role '{path}', or an engine of another kind there: check -VaultMount, and that its token may write roles.",
        path);

    /// <summary>The error that an answer with a status of 400 or more stands for.</summary>
    /// <param name="address">Vault's.</param>
    /// <param name="request">Method and path.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="text">What Vault says.</param>
    public static ConsulSecurityException FromAnswer(Uri address, string request, int status, string text)
    {
        (string id, ConsulErrorKind kind, string message) = status switch
        {
            403 => ("VaultPermissionDenied", ConsulErrorKind.PermissionDenied,
                $"The token used at Vault '{Name(address)}' may not do {request}, or has expired: use one whose policies allow it."),
            404 => ("VaultEngineMissing", ConsulErrorKind.NotFound,
                $"Vault at '{Name(address)}' has nothing at {request}: enable its Consul secrets engine, or name its path with -VaultMount."),
            503 => ("VaultSealed", ConsulErrorKind.Unavailable,
                $"Vault at '{Name(address)}' is sealed or under maintenance, so {request} was not done: unseal it, then try again."),
            400 => (Refused, ConsulErrorKind.InvalidData, $"Vault at '{Name(address)}' refuses {request}: {text}"),
            _ => ("VaultRequestFailed", ConsulErrorKind.UnexpectedAnswer,
                $"Vault at '{Name(address)}' answered {request} with status {status}: {text}"),
        };
        return new ConsulSecurityException(id, kind, message, Name(address)) { Detail = text };
    }

    private static string Name(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
