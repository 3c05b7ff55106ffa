using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-06: tls.defaults.verify_server_hostname SHALL NOT be said on Consul 1.12 to 1.16.</summary>
internal sealed class HostnameCheckIsInTheWrongBlock() : MistakeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-06",
        Area = CheckArea.Tls,
        Severity = Severity.Medium,
        Level = 1,
        Since = new Version(1, 12),
        Title = "tls.defaults.verify_server_hostname SHALL NOT be said on Consul 1.12 to 1.16.",
        Why = "Those versions take it in tls.internal_rpc only and do not start with it in tls.defaults.",
        GivenUp = "The agent does not start, and somebody takes the setting out.",
        Remedy = "Say it in tls.internal_rpc.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    },
    "not in tls.defaults",
    "SettingTooNew")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Tls)];

    private static readonly Version s_allowed = new(1, 17);

    protected override bool IsMeant(Diagnostic mistake) => mistake.Message.Contains("tls.defaults.verify_server_hostname");

    protected override Judgement Judge(NodeView node) => node.Version is { } version && version >= s_allowed
        ? Judgement.NotApplicable(node.Name, $"Consul {version} takes it there")
        : base.Judge(node);
}
