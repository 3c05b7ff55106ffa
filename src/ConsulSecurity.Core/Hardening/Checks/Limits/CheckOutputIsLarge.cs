using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>LIM-09: check_output_max_size SHALL NOT be raised above 4096 where output is kept.</summary>
internal sealed class CheckOutputIsLarge() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "LIM-09",
        Area = CheckArea.Limits,
        Severity = Severity.Info,
        Level = 2,
        Title = "check_output_max_size SHALL NOT be raised above 4096 where output is kept.",
        Why = "What checks print is kept in the catalog, for everybody with service:read.",
        GivenUp = "Secrets and noise of checks are read by others, and load the servers.",
        Remedy = "Leave check_output_max_size at 4096, or set discard_check_output = true.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("check_output_max_size", 4096L)];

    private const long Most = 4096;

    protected override Judgement Judge(NodeView node) => node.IsTrue("discard_check_output") == true
        ? Judgement.Of(true, node.Name, "at most 4096", node.Find("discard_check_output")!.Text)
        : node.Number("check_output_max_size") is { } size
            ? Judgement.Of(size <= Most, node.Name, "at most 4096", node.Find("check_output_max_size")!.Text, node.Find("check_output_max_size")!.Location)
            : Judgement.Unknown(node.Name, node.WhatIsMissing);
}
