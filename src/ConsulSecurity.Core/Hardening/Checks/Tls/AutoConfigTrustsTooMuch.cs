using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-42: auto_config SHALL have its intro token in a private file, and its authorizer SHALL demand claims, issuer and audience.</summary>
internal sealed class AutoConfigTrustsTooMuch() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-42",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "auto_config SHALL have its intro token in a private file, and its authorizer SHALL demand claims, issuer and audience.",
        Why = "The token in a configuration is read with it; an authorizer without demands takes any token of the issuer.",
        GivenUp = "Whoever gets a token of the issuer joins as any node.",
        Remedy = "Use auto_config.intro_token_file (0600); set bound_issuer, bound_audiences and claim_assertions.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    private static readonly string[] s_claims = ["claim_assertions", "bound_issuer", "bound_audiences"];

    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which claims must a node's token make?")];

    private const string Static = "auto_config.authorization.static.";

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        bool joins = node.IsTrue("auto_config.enabled") == true;
        bool authorizes = node.IsTrue("auto_config.authorization.enabled") == true;
        if (!joins && !authorizes)
        {
            return Judgement.NotApplicable(node.Name, "auto_config is off");
        }

        FileEvidence? token = node.Node.Host.Files.Value?.FirstOrDefault(file => file.Role == FileRole.IntroToken);
        string[] faults =
        [
            .. joins && node.Said("auto_config.intro_token") is not null ? new[] { "intro_token stands in the configuration" } : [],
            .. token is { State: EvidenceState.Known } && !FileRights.IsPrivate(token) ? new[] { $"{token}" } : [],
            .. authorizes ? s_claims.Where(name => node.Said(Static + name) is null).Select(name => name + " is missing") : [],
        ];
        return faults.Length == 0 && joins && node.Text("auto_config.intro_token_file") is not null && token is null
            ? Judgement.Unknown(node.Name, HostView.Missing(node.Node.Host.Files) is { Length: > 0 } missing ? missing : "the intro token's file")
            : Judgement.Of(faults.Length == 0, node.Name, "a private file; claims, issuer and audience", faults.Length == 0 ? "as it should be" : string.Join(", ", faults), node.Said("auto_config.enabled")?.Location);
    }
}
