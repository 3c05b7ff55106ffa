using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-11: Scripts that the UI loads SHALL be root's, and its proxy for metrics SHALL NOT pass every path.</summary>
internal sealed class UiRunsForeignScripts() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-11",
        Area = CheckArea.Execution,
        Severity = Severity.Medium,
        Level = 2,
        Since = new Version(1, 9),
        Title = "Scripts that the UI loads SHALL be root's, and its proxy for metrics SHALL NOT pass every path.",
        Why = "The UI runs them where people type their tokens; an open proxy reaches all of the metrics server.",
        GivenUp = "Whoever can write such a script takes the tokens of all who use the UI.",
        Remedy = "chown root the files of ui_config.metrics_provider_files; name single paths in metrics_proxy.path_allowlist.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which scripts and paths does the UI need?")];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        bool isWide = node.List("ui_config.metrics_proxy.path_allowlist")?.Any(path => path is "/" or "") == true;
        bool hasScripts = node.List("ui_config.metrics_provider_files") is { Count: > 0 };
        if (hasScripts && !isWide && !node.Node.Host.Files.IsKnown)
        {
            return Judgement.Unknown(node.Name, HostView.Missing(node.Node.Host.Files));
        }

        string[] open = [.. (node.Node.Host.Files.Value ?? []).Where(f => f.Role == FileRole.UiScript && (!FileRights.IsTheSystems(f) || FileRights.OthersCanChange(f))).Select(f => f.ToString())];
        return Judgement.Of(
            !isWide && open.Length == 0, node.Name, "root's scripts, single paths",
            isWide ? "path_allowlist passes everything" : open.Length > 0 ? string.Join(", ", open) : hasScripts ? "root's scripts" : "no scripts", node.Said("ui_config.metrics_proxy.path_allowlist")?.Location);
    }
}
