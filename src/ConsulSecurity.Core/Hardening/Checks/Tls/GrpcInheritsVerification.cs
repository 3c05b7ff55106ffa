using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-12: tls.grpc.verify_incoming SHALL be said where tls.defaults.verify_incoming is true.</summary>
internal sealed class GrpcInheritsVerification() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-12",
        Area = CheckArea.Tls,
        Severity = Severity.Info,
        Level = 2,
        Since = new Version(1, 12),
        Title = "tls.grpc.verify_incoming SHALL be said where tls.defaults.verify_incoming is true.",
        Why = "What is inherited demands a client certificate of every Envoy, which has none.",
        GivenUp = "Sidecars lose their configuration, and people turn verification off for everything.",
        Remedy = "Say verify_incoming in tls.grpc, true or false as the proxies are.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("tls.grpc.verify_incoming", false)];

    protected override Judgement Judge(NodeView node)
    {
        if (node.Node.Configuration.Value is not { } configuration)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        AgentSetting? said = node.Said("tls.grpc.verify_incoming");
        return Judgement.Of(
            !configuration.Grpc.VerifyIncoming || said is not null, node.Name, "said in tls.grpc",
            said is not null ? $"tls.grpc.verify_incoming = {said.ValueText}" : configuration.Grpc.VerifyIncoming ? "inherited from tls.defaults" : "not inherited", node.Said("tls.defaults.verify_incoming")?.Location);
    }
}
