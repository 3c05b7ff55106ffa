using System;
using System.IO;
using System.Security;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Consul;

/// <summary>
/// A connection from what the user gave and, where nothing was given, from the variables that the <c>consul</c> command reads.
/// </summary>
internal sealed class ConsulEnvironment(Func<string, string?> variable)
{
    private const string DefaultAddress = "127.0.0.1:8500";

    /// <summary>The process's own environment.</summary>
    public static ConsulEnvironment OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>Fills what is null in <paramref name="given"/>.</summary>
    /// <exception cref="ConsulSecurityException">
    /// <c>ConsulAddressInvalid</c>, <c>ConsulTokenFileUnreadable</c> or <c>ConsulClientKeyMissing</c>.
    /// </exception>
    public ConsulConnection Complete(ConnectionOptions given)
    {
        // The address that the user gives says its scheme; CONSUL_HTTP_SSL is for the one from the environment.
        bool useTls = given.Address is null && IsTrue("CONSUL_HTTP_SSL") == true;
        string? certificate = given.ClientCertificate ?? Variable("CONSUL_CLIENT_CERT");
        string? key = given.ClientKey ?? Variable("CONSUL_CLIENT_KEY");
        if (certificate is not null && key is null)
        {
            throw ConsulErrors.ClientKeyMissing(certificate);
        }

        return new ConsulConnection(ParseAddress(given.Address ?? Variable("CONSUL_HTTP_ADDR") ?? DefaultAddress, useTls))
        {
            Token = given.Token ?? ReadToken(given.TokenFile),
            BasicAuthentication = given.BasicAuthentication ?? Hidden("CONSUL_HTTP_AUTH"),
            CACertificate = given.CACertificate ?? Variable("CONSUL_CACERT"),
            CAPath = given.CAPath ?? Variable("CONSUL_CAPATH"),
            ClientCertificate = certificate,
            ClientKey = key,
            TlsServerName = given.TlsServerName ?? Variable("CONSUL_TLS_SERVER_NAME"),
            SkipCertificateCheck = given.SkipCertificateCheck ?? IsTrue("CONSUL_HTTP_SSL_VERIFY") == false,
            Datacenter = given.Datacenter,
            Namespace = given.Namespace ?? Variable("CONSUL_NAMESPACE"),
            Partition = given.Partition ?? Variable("CONSUL_PARTITION"),
        };
    }

    /// <summary>Reads an address as the <c>consul</c> command does: without a scheme it is http, or https where TLS is asked for.</summary>
    internal static Uri ParseAddress(string address, bool useTls)
    {
        string text = address.Trim();
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            text = (useTls ? "https://" : "http://") + text;
        }
        else if (useTls && text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            text = "https://" + text.Substring("http://".Length);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            || uri.Scheme is not ("http" or "https" or "unix")
            || (uri.Scheme == "unix" ? UnixPath(uri).Length < 2 : uri.Host.Length == 0)
            || uri.UserInfo.Length > 0)
        {
            throw ConsulErrors.AddressInvalid(uri is { UserInfo.Length: > 0 } ? $"{uri.Scheme}://…@{uri.Host}" : address);
        }

        return uri;
    }

    /// <summary>The path of the socket in <c>unix:///path</c> or <c>unix://path</c>.</summary>
    internal static string UnixPath(Uri uri) => uri.OriginalString.Substring("unix://".Length);

    private SecureString? ReadToken(string? file)
    {
        // As the consul command: a token file wins over CONSUL_HTTP_TOKEN.
        string? path = file ?? Variable("CONSUL_HTTP_TOKEN_FILE");
        if (path is null)
        {
            return Hidden("CONSUL_HTTP_TOKEN");
        }

        try
        {
            string text = File.ReadAllText(path).Trim();
            return text.Length > 0 ? SecureText.Hide(text) : Hidden("CONSUL_HTTP_TOKEN");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw ConsulErrors.TokenFileUnreadable(path, e);
        }
    }

    private string? Variable(string name) => variable(name) is { Length: > 0 } value ? value : null;

    private SecureString? Hidden(string name) => Variable(name) is { } value ? SecureText.Hide(value) : null;

    /// <summary>As Go's strconv.ParseBool; null where it is unset or not a Boolean.</summary>
    private bool? IsTrue(string name) => Variable(name) switch
    {
        "1" or "t" or "T" or "TRUE" or "true" or "True" => true,
        "0" or "f" or "F" or "FALSE" or "false" or "False" => false,
        _ => null,
    };
}
