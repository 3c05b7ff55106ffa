using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-13: tls.grpc.use_auto_cert SHALL be true where the agent's certificate comes by itself and gRPC serves TLS, and false elsewhere.</summary>
internal sealed class GrpcHasNoAutoCertificate() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-13",
        Area = CheckArea.Tls,
        Severity = Severity.Low,
        Level = 2,
        Since = new Version(1, 13, 2),
        Title = "tls.grpc.use_auto_cert SHALL be true where the agent's certificate comes by itself and gRPC serves TLS, and false elsewhere.",
        Why = "Otherwise gRPC has no certificate, or one that nobody expects.",
        GivenUp = "Proxies cannot connect over TLS, so people open gRPC in the clear.",
        Remedy = "Set tls.grpc.use_auto_cert = true beside auto_encrypt or auto_config; else take it out.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Does gRPC serve TLS with the certificate of auto_encrypt or auto_config?")];

    protected override Judgement Judge(NodeView node)
    {
        if (node.Node.Configuration.Value is not { } configuration)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        bool isAutomatic = node.IsTrue("auto_encrypt.tls") == true || node.IsTrue("auto_config.enabled") == true;
        bool serves = node.Number("ports.grpc_tls") is > 0;
        bool uses = node.IsTrue("tls.grpc.use_auto_cert") == true;
        bool needs = isAutomatic && serves && configuration.Grpc.CertificateFile is null;
        return !needs && !uses
            ? Judgement.NotApplicable(node.Name, "gRPC needs no certificate of auto_encrypt or auto_config")
            : Judgement.Of(uses == needs, node.Name, needs ? "true" : "false", uses ? "true" : "false", node.Said("tls.grpc.use_auto_cert")?.Location);
    }
}
