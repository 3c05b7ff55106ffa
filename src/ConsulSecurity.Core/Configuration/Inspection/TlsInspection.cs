using System;
using System.Collections.Generic;
using System.Linq;

using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>Whether what TLS is asked for can be done with what it is given.</summary>
internal static class TlsInspection
{
    private static readonly string[] s_oldVersions = ["tls10", "tls11", "tls12", "tls13"];
    private static readonly string[] s_newVersions = ["TLS_AUTO", "TLSv1_0", "TLSv1_1", "TLSv1_2", "TLSv1_3"];

    public static void Run(InspectionContext context)
    {
        foreach (MergedSetting setting in context.Configuration.Settings.Values)
        {
            if (setting.Setting.Name == "tls_min_version")
            {
                Version(context, setting);
            }
            else if (setting.Setting.Name == "tls_cipher_suites")
            {
                CipherSuites(context, setting);
            }
        }

        if (!context.IsComplete)
        {
            return;
        }

        foreach (string name in new[] { TlsView.InternalRpc, TlsView.Https, TlsView.Grpc })
        {
            Material(context, name);
        }

        HttpsWithoutCertificate(context);
        VerifyIncomingRpcFalse(context);
    }

    private static void Version(InspectionContext context, MergedSetting setting)
    {
        string value = (string)setting.Value;
        bool isNew = setting.Setting.Path != "tls_min_version";
        string[] choices = isNew ? s_newVersions : s_oldVersions;
        bool either = !isNew && ConsulVersions.HasTlsStanza(context.Version) && s_newVersions.Contains(value);
        if (value.Length == 0 || choices.Contains(value) || either)
        {
            return;
        }

        string[] other = isNew ? s_oldVersions : s_newVersions.Skip(1).ToArray();
        int i = Array.IndexOf(other, value);
        string? meant = i < 0 ? null : choices[isNew ? i + 1 : i];
        if (meant is null)
        {
            ValueInspection.IllegalValue(context, setting, choices, value);
        }
        else
        {
            context.Error("IllegalValue", setting, $"The setting '{setting.Setting.Path}' does not take '{value}'; it takes {string.Join(", ", choices)}.", $"In this spelling it is '{meant}'.");
        }
    }

    private static void CipherSuites(InspectionContext context, MergedSetting setting)
    {
        foreach (string suite in ((string)setting.Value).Split(',').Where(s => s.Length > 0 && !TlsCipherSuites.Known.Contains(s)))
        {
            string? meant = TlsCipherSuites.Known.FirstOrDefault(known => Spelling.Distance(known, suite.ToUpperInvariant()) <= 3);
            bool isBlank = TlsCipherSuites.Known.Contains(suite.Trim());
            context.Error("IllegalValue", setting, $"Consul knows no cipher suite '{suite}'.", isBlank ? "Take the blank away." : meant is null ? "Take the setting away: Consul's own choice is good." : $"Did you mean '{meant}'?");
        }
    }

    private static void Material(InspectionContext context, string name)
    {
        AgentTls tls = TlsView.Of(context.Configuration, name);
        bool automatic = context.Configuration.Bool("auto_encrypt.tls") || context.Configuration.Bool("auto_config.enabled");
        bool hasAuthority = tls.CaFile is not null || tls.CaPath is not null;
        if (tls.VerifyOutgoing && !hasAuthority && !automatic && SaidBy(context, name, "verify_outgoing", "verify_server_hostname") is MergedSetting outgoing)
        {
            context.Error("AuthorityMissing", outgoing, $"'{outgoing.Setting.Path}' needs an authority to verify against, and neither ca_file nor ca_path is said.", "Say 'ca_file'.");
        }

        string incomingName = name == TlsView.Https ? "verify_incoming_https" : "verify_incoming_rpc";
        if (!tls.VerifyIncoming || SaidBy(context, name, "verify_incoming", incomingName) is not MergedSetting incoming)
        {
            return;
        }

        if (!hasAuthority && !automatic)
        {
            context.Error("AuthorityMissing", incoming, $"'{incoming.Setting.Path}' needs an authority to verify against, and neither ca_file nor ca_path is said.", "Say 'ca_file'.");
        }
        else if ((tls.CertificateFile is null || tls.KeyFile is null) && !automatic)
        {
            context.Error("CertificateMissing", incoming, $"'{incoming.Setting.Path}' needs a certificate of the agent's own, and cert_file and key_file are not both said.", "Say 'cert_file' and 'key_file'.");
        }
    }

    // The setting that asks for it, in either spelling, true; each is reported for one interface only.
    private static MergedSetting? SaidBy(InspectionContext context, string name, params string[] settings)
    {
        IEnumerable<string> own = settings.Select(setting => $"tls.{name}.{setting}");
        IEnumerable<string> shared = settings.SelectMany(setting => new[] { "tls.defaults." + setting, setting });
        string specific = settings.Last();
        bool first = name == TlsView.InternalRpc;
        IEnumerable<string> paths = first ? own.Concat(shared) : own.Concat(specific.EndsWith("_https", StringComparison.Ordinal) ? [specific] : []);
        return paths.Select(context.Said).FirstOrDefault(setting => setting is { Value: true });
    }

    private static void HttpsWithoutCertificate(InspectionContext context)
    {
        AgentTls tls = TlsView.Of(context.Configuration, TlsView.Https);
        bool automatic = context.Configuration.Bool("auto_encrypt.tls") || context.Configuration.Bool("auto_config.enabled");
        if (context.Said("ports.https") is { Value: > 0L } port && !automatic && (tls.CertificateFile is null || tls.KeyFile is null))
        {
            context.Warning("HttpsWithoutCertificate", port, "The HTTPS port is open and there is no certificate for it: every connection to it fails.", "Say 'cert_file' and 'key_file', or set the port to -1.");
        }
    }

    private static void VerifyIncomingRpcFalse(InspectionContext context)
    {
        foreach ((string old, string name) in new[] { ("verify_incoming_rpc", "internal_rpc"), ("verify_incoming_https", "https") })
        {
            MergedSetting? own = context.Said(old) ?? context.Said($"tls.{name}.verify_incoming");
            MergedSetting? shared = context.Said("verify_incoming") ?? context.Said("tls.defaults.verify_incoming");
            bool meant = own is { Value: false } && shared is { Value: true };
            if (!meant)
            {
                continue;
            }

            if (!ConsulVersions.HasTlsStanza(context.Version))
            {
                context.Warning("VerifyIncomingFlips", own!, $"'{old} = false' beside 'verify_incoming = true' has no effect here, but from Consul 1.12 on it turns verification off.", "Take the line away.");
            }
            else if (name == "internal_rpc")
            {
                context.Warning("VerifyIncomingOff", own!, $"'{own!.Setting.Path} = false' turns verification off for RPC although 'verify_incoming' is true.", "Take the line away.");
            }
        }
    }
}
