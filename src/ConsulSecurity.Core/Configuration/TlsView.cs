namespace ConsulSecurity.Configuration;

/// <summary>
/// What TLS comes to on an interface. Up to 1.11 it is on if any of the old names says so: <c>verify_incoming</c> or <c>verify_incoming_rpc</c>.
/// From 1.12 the <c>tls</c> block counts, what an interface says before the defaults; an old name stands in for a new one that is not
/// said, so that <c>verify_incoming_rpc = false</c> beside <c>verify_incoming = true</c>, harmless before, turns verification off. The old
/// <c>verify_incoming</c> never held for gRPC, and does not in either.
/// </summary>
internal static class TlsView
{
    public const string InternalRpc = "internal_rpc";
    public const string Https = "https";
    public const string Grpc = "grpc";

    public static AgentTls Of(MergedConfiguration configuration, string name) => new()
    {
        Interface = name,
        CaFile = Text(configuration, name, "ca_file"),
        CaPath = Text(configuration, name, "ca_path"),
        CertificateFile = Text(configuration, name, "cert_file"),
        KeyFile = Text(configuration, name, "key_file"),
        CipherSuites = Text(configuration, name, "tls_cipher_suites"),
        MinimumVersion = Text(configuration, name, "tls_min_version")
            ?? (ConsulVersions.HasTlsStanza(configuration.Version) ? configuration.String("tls.defaults.tls_min_version") : configuration.String("tls_min_version")),
        VerifyIncoming = VerifyIncoming(configuration, name),
        VerifyOutgoing = name != Grpc && VerifyOutgoing(configuration, name),
        VerifyServerHostname = name == InternalRpc && VerifyServerHostname(configuration),
    };

    private static bool VerifyIncoming(MergedConfiguration c, string name)
    {
        string? old = name switch { InternalRpc => "verify_incoming_rpc", Https => "verify_incoming_https", _ => null };
        if (!ConsulVersions.HasTlsStanza(c.Version))
        {
            return old is not null && (c.Bool("verify_incoming") || c.Bool(old));
        }

        object? own = Said(c, $"tls.{name}.verify_incoming") ?? (old is null ? null : Said(c, old));
        if (own is null && name == Grpc && Said(c, "verify_incoming") is not null)
        {
            return false;
        }

        return (own ?? Said(c, "tls.defaults.verify_incoming") ?? Said(c, "verify_incoming")) is true;
    }

    private static bool VerifyOutgoing(MergedConfiguration c, string name) =>
        !ConsulVersions.HasTlsStanza(c.Version)
            ? c.Bool("verify_outgoing")
            : (Said(c, $"tls.{name}.verify_outgoing") ?? Said(c, "tls.defaults.verify_outgoing") ?? Said(c, "verify_outgoing")) is true
                || (name == InternalRpc && VerifyServerHostname(c));

    private static bool VerifyServerHostname(MergedConfiguration c) =>
        !ConsulVersions.HasTlsStanza(c.Version)
            ? c.Bool("verify_server_hostname")
            : (Said(c, "tls.internal_rpc.verify_server_hostname") ?? Said(c, "tls.defaults.verify_server_hostname") ?? Said(c, "verify_server_hostname")) is true;

    private static string? Text(MergedConfiguration c, string name, string setting)
    {
        object? value = ConsulVersions.HasTlsStanza(c.Version) ? Said(c, $"tls.{name}.{setting}") ?? Said(c, "tls.defaults." + setting) : null;
        string? text = (value ?? Said(c, setting)) as string;
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static object? Said(MergedConfiguration c, string path) => c.Settings.TryGetValue(path, out MergedSetting? setting) ? setting.Value : null;
}
