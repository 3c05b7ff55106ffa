using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration;

/// <summary>Writes what TLS comes to in the other spelling, so that it means the same to the Consul that reads it.</summary>
internal static class TlsStanza
{
    private static readonly string[] s_interfaces = [TlsView.InternalRpc, TlsView.Https, TlsView.Grpc];

    /// <summary>The version whose meaning a configuration has: the one given, or the last or the first that knows its spelling.</summary>
    public static Version SourceVersion(IReadOnlyList<string> paths, Version? given)
    {
        MergedConfiguration configuration = MergedConfiguration.Read(paths, version: null);
        bool isNew = configuration.Settings.Keys.Any(path => path.StartsWith("tls.", StringComparison.Ordinal));
        return given ?? (isNew ? ConsulVersions.TlsStanza : new Version(1, 11));
    }

    /// <exception cref="ConsulSecurityException"><c>ConfigurationInvalid</c>, <c>TlsNotExpressible</c>.</exception>
    public static string Convert(MergedConfiguration configuration, Version? target)
    {
        if (configuration.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is Diagnostic error)
        {
            throw ConfigErrors.Invalid(error);
        }

        AgentTls[] before = [.. s_interfaces.Select(name => TlsView.Of(configuration, name))];
        bool isNew = ConsulVersions.HasTlsStanza(target);
        var settings = new List<KeyValuePair<string, object>>();
        if (isNew)
        {
            New(before, settings);
        }
        else
        {
            Old(before, settings);
        }

        string text = ConfigWriter.ToHcl(ConfigTree.Of(settings));
        Verify(before, text, target ?? SettingNames.Newest);
        return isNew ? Explain(before) + text : text;
    }

    private static void New(AgentTls[] tls, List<KeyValuePair<string, object>> settings)
    {
        Common(tls, settings, "ca_file", t => t.CaFile);
        Common(tls, settings, "ca_path", t => t.CaPath);
        Common(tls, settings, "cert_file", t => t.CertificateFile);
        Common(tls, settings, "key_file", t => t.KeyFile);
        Common(tls, settings, "tls_min_version", t => NewVersion(t.MinimumVersion));
        Common(tls, settings, "tls_cipher_suites", t => t.CipherSuites);
        Add(settings, "tls.defaults.verify_outgoing", tls[0].VerifyOutgoing);

        // Each said by itself: nothing is inherited, and gRPC stays as it is.
        Add(settings, "tls.internal_rpc.verify_incoming", tls[0].VerifyIncoming);
        Add(settings, "tls.internal_rpc.verify_server_hostname", tls[0].VerifyServerHostname);
        Add(settings, "tls.https.verify_incoming", tls[1].VerifyIncoming);
        if (tls[1].VerifyOutgoing != tls[0].VerifyOutgoing)
        {
            Add(settings, "tls.https.verify_outgoing", tls[1].VerifyOutgoing);
        }

        Add(settings, "tls.grpc.verify_incoming", tls[2].VerifyIncoming);
    }

    private static void Common(AgentTls[] tls, List<KeyValuePair<string, object>> settings, string name, Func<AgentTls, string?> value)
    {
        string?[] values = [.. tls.Select(value)];
        bool same = values.All(v => v == values[0]);
        for (int i = 0; i < (same ? 1 : values.Length); i++)
        {
            if (values[i] is string text)
            {
                Add(settings, $"tls.{(same ? "defaults" : s_interfaces[i])}.{name}", text);
            }
        }
    }

    private static void Old(AgentTls[] tls, List<KeyValuePair<string, object>> settings)
    {
        Shared(tls, settings, "ca_file", t => t.CaFile);
        Shared(tls, settings, "ca_path", t => t.CaPath);
        Shared(tls, settings, "cert_file", t => t.CertificateFile);
        Shared(tls, settings, "key_file", t => t.KeyFile);
        Shared(tls, settings, "tls_min_version", t => OldVersion(t.MinimumVersion));
        Shared(tls, settings, "tls_cipher_suites", t => t.CipherSuites);
        if (tls[2].VerifyIncoming)
        {
            throw ConfigErrors.TlsNotExpressible("'tls.grpc.verify_incoming' has no old name; say false for it first.");
        }

        if (tls[0].VerifyOutgoing != tls[1].VerifyOutgoing)
        {
            throw ConfigErrors.TlsNotExpressible("'verify_outgoing' is not the same for internal_rpc and https.");
        }

        Add(settings, "verify_incoming_rpc", tls[0].VerifyIncoming);
        Add(settings, "verify_incoming_https", tls[1].VerifyIncoming);
        Add(settings, "verify_outgoing", tls[0].VerifyOutgoing);
        Add(settings, "verify_server_hostname", tls[0].VerifyServerHostname);
    }

    private static void Shared(AgentTls[] tls, List<KeyValuePair<string, object>> settings, string name, Func<AgentTls, string?> value)
    {
        string?[] values = [.. tls.Select(value).Distinct()];
        if (values.Length > 1)
        {
            throw ConfigErrors.TlsNotExpressible($"'{name}' is not the same for internal_rpc, https and grpc.");
        }

        if (values[0] is string text)
        {
            Add(settings, name, text);
        }
    }

    private static void Add(List<KeyValuePair<string, object>> settings, string path, object value) => settings.Add(new(path, value));

    private static string? NewVersion(string? version) => version switch
    {
        "tls10" => "TLSv1_0",
        "tls11" => "TLSv1_1",
        "tls12" => "TLSv1_2",
        "tls13" => "TLSv1_3",
        _ => version,
    };

    private static string? OldVersion(string? version) => version switch
    {
        "TLSv1_0" => "tls10",
        "TLSv1_1" => "tls11",
        "TLSv1_2" => "tls12",
        "TLSv1_3" => "tls13",
        "TLS_AUTO" => null,
        _ => version,
    };

    private static void Verify(AgentTls[] before, string text, Version target)
    {
        MergedConfiguration written = MergedConfiguration.FromTexts([SourceText.FromString(text, "tls.hcl")], target);
        foreach (AgentTls old in before)
        {
            AgentTls now = TlsView.Of(written, old.Interface);
            if (now.VerifyIncoming != old.VerifyIncoming || now.VerifyOutgoing != old.VerifyOutgoing || now.VerifyServerHostname != old.VerifyServerHostname)
            {
                throw ConfigErrors.NotHeld(old.Interface);
            }
        }
    }

    private static string Explain(AgentTls[] tls)
    {
        var text = new StringBuilder("# Takes the place of ca_file, cert_file, key_file, tls_* and verify_* in the other files: take those away.\n");
        if (tls[2].CertificateFile is not null)
        {
            text.Append("# From Consul 1.13 on a certificate in 'defaults' turns TLS on for gRPC too: proxies have to be told (-grpc-ca-file).\n");
        }

        return text.ToString();
    }
}
