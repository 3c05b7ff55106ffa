using System;
using ConsulSecurity.Configuration;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState.Resources;

/// <summary>TLS in an agent's configuration (rules TLS-01 to TLS-15).</summary>
internal sealed class TlsResource() : ConfigurationResource(
    "ConsulTls",
    "TLS in an agent's configuration, in five phases that a running cluster goes through without an outage.",
    new("phase", PropertyKind.Number, "1: certificates and HTTPS; 2: calls go out by TLS; 3: servers are verified by name; 4: callers are verified; 5: plain HTTP is off.") { Default = 5, Range = (1, 5), LeastSeen = 0 },
    new("authorityPath", PropertyKind.Text, "The authority's certificate; the one in the configuration where it is not given."),
    new("certificatePath", PropertyKind.Text, "The agent's certificate; the one in the configuration where it is not given."),
    new("keyPath", PropertyKind.Text, "The agent's private key; the one beside the certificate where it is not given."),
    new("httpsPort", PropertyKind.Number, "The port of the HTTPS API.") { Default = 8501, Range = (1, 65535), LeastSeen = -1 },
    new("server", PropertyKind.Flag, "The agent is a server, where its configuration does not say so.") { IsInput = true },
    new("allowAnyCaller", PropertyKind.Flag, "Lets callers use the HTTPS API without a certificate in phase 5.") { IsInput = true },
    new("keepLoopbackHttp", PropertyKind.Flag, "Keeps plain HTTP in phase 5, on the loopback address alone.") { IsInput = true },
    new("autoEncrypt", PropertyKind.Flag, "Clients get their certificates from the servers.") { IsInput = true })
{
    public override bool NeedsRestart(ResourceInput input) => TlsSettings.NeedsRestart(input.Number("phase")!.Value);

    private protected override JObject Read(MergedConfiguration configuration, ResourceInput input)
    {
        AgentTls tls = TlsView.Of(configuration, TlsView.InternalRpc);
        return new JObject
        {
            ["phase"] = Phase(configuration, tls, input.Flag("autoEncrypt") == true && !configuration.IsServer),
            ["authorityPath"] = tls.CaFile,
            ["certificatePath"] = tls.CertificateFile,
            ["keyPath"] = tls.KeyFile,
            ["httpsPort"] = configuration.Int("ports.https"),
        };
    }

    private protected override ConfigFragment Plan(string folder, ResourceInput input) => TlsSettings.Plan(
        folder,
        new TlsPlan
        {
            Phase = input.Number("phase")!.Value,
            IsServer = input.Flag("server") ?? false,
            AuthorityPath = input.FullPath("authorityPath"),
            CertificatePath = input.FullPath("certificatePath"),
            KeyPath = input.FullPath("keyPath"),
            HttpsPort = input.Number("httpsPort")!.Value,
            VerifyApiCallers = input.Flag("allowAnyCaller") != true,
            KeepLoopbackHttp = input.Flag("keepLoopbackHttp") ?? false,
            AutoEncrypt = input.Flag("autoEncrypt") ?? false,
        },
        input.ConsulVersion,
        force: false,
        DateTimeOffset.UtcNow);

    private static int Phase(MergedConfiguration configuration, AgentTls tls, bool isAutomatic)
    {
        bool hasFiles = tls.CaFile is not null && (isAutomatic || tls.CertificateFile is not null) && configuration.Int("ports.https") > 0;
        bool noHttp = configuration.Int("ports.http") < 0 || configuration.String("addresses.http") == "127.0.0.1";
        return !hasFiles ? 0
            : !tls.VerifyOutgoing ? 1
            : !tls.VerifyServerHostname ? 2
            : !(isAutomatic || tls.VerifyIncoming) ? 3
            : !noHttp ? 4
            : 5;
    }
}
