using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-34: Envoy SHALL be of a version that this Consul works with.</summary>
internal sealed class EnvoyIsNotSupported() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-34",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Envoy SHALL be of a version that this Consul works with.",
        Why = "Others are not tested with it, and old ones have known holes.",
        GivenUp = "Known holes of Envoy are open on every sidecar, or rules are not what Consul meant.",
        Remedy = "Install one of the versions that the agent tells (xDS.SupportedProxies).",
        Needs = "agent:read, and an address to probe on the host itself (-Address 127.0.0.1) or envoy --version",
        References = ["https://developer.hashicorp.com/consul/docs/connect/proxies/envoy"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("When is Envoy brought to a version that this Consul supports?")];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        var sidecars = new HashSet<string>(FoundService.All(snapshot).Where(found => found.Service.Kind.Length > 0).Select(found => found.Service.Node));
        return snapshot.Nodes.Select(node =>
        {
            IReadOnlyList<string>? supported = new NodeView(node).List(RunningSettings.SupportedEnvoy);
            return node.Envoy.Value?.Version is { } version && supported is not null
                ? Judgement.Of(supported.Any(one => MinorOf(one) == MinorOf(version)), node.Name, Offenders.List([.. supported]), version)
                : snapshot.Services.IsKnown && !sidecars.Contains(node.Name) ? Judgement.NotApplicable(node.Name, "no proxy is registered there")
                : Judgement.Unknown(node.Name, Info.Needs);
        });
    }

    private static string MinorOf(string version) => string.Join(".", version.Split('.').Take(2));
}
