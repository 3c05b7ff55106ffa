using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-12: HTTP checks SHALL NOT ask link-local addresses, and SHALL refuse redirects where Consul can (from 1.10).</summary>
internal sealed class ChecksCanBeSentElsewhere() : DefinitionCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-12",
        Area = CheckArea.Execution,
        Severity = Severity.Low,
        Level = 2,
        Title = "HTTP checks SHALL NOT ask link-local addresses, and SHALL refuse redirects where Consul can (from 1.10).",
        Why = "A check fetches what the agent can reach, and shows what came back.",
        GivenUp = "Whoever can register a check or answer one reads the cloud's metadata through the agent.",
        Remedy = "Take such checks out; set disable_redirects = true in the others.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://discuss.hashicorp.com/t/hcsec-2022-10-consul-s-http-health-check-may-allow-server-side-request-forgery/38393"],
    },
    "no link-local address, no redirects",
    (check, node) => check.Kind == "http" && (LeadsToMetadata(check) || (CanRefuse(node) && !check.RefusesRedirects)))
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which checks need redirects?")];

    private static readonly Version s_hasSetting = new(1, 10, 10);

    private static bool CanRefuse(NodeView node) => node.Version is { } version && version >= s_hasSetting;

    private static bool LeadsToMetadata(CheckEvidence check) => Uri.TryCreate(check.Target, UriKind.Absolute, out Uri? uri)
        && (uri.Host.StartsWith("169.254.", StringComparison.Ordinal) || uri.Host.StartsWith("[fe80", StringComparison.OrdinalIgnoreCase)
            || uri.Host.StartsWith("[fd00:ec2:", StringComparison.OrdinalIgnoreCase) || uri.Host.StartsWith("metadata.", StringComparison.OrdinalIgnoreCase));
}
