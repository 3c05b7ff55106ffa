using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-10: A snapshot SHALL have been exported within a day.</summary>
internal sealed class NoRecentSnapshot() : HostCheck<IReadOnlyList<FileEvidence>>(
    new HardeningCheckInfo
    {
        Id = "OPS-10",
        Area = CheckArea.Operations,
        Severity = Severity.Low,
        Level = 1,
        Title = "A snapshot SHALL have been exported within a day.",
        Why = "It is all that brings a cluster back.",
        GivenUp = "A cluster that is lost or encrypted by others does not come back.",
        Remedy = "consul snapshot save by a timer; restore one in a test now and then.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        Parameters = new Dictionary<string, long> { [Hours] = 24 },
        References = ["https://developer.hashicorp.com/consul/commands/snapshot"],
    },
    NodeRole.Server)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Who saves snapshots, where, and who has restored one?")];

    private const string Hours = "Hours";

    protected override Evidence<IReadOnlyList<FileEvidence>> Of(HostEvidence host) => host.Files;

    protected override Judgement Judge(NodeView node, IReadOnlyList<FileEvidence> seen)
    {
        FileEvidence? newest = seen.Where(file => file.Role == FileRole.ExportedSnapshot && file.ChangedAt is not null).OrderBy(file => file.ChangedAt).LastOrDefault();
        return newest is null
            ? Judgement.Unknown(node.Name, "where snapshots are kept: there is none beside the data, the configuration, or in /var/backups")
            : Judgement.Of((node.Cluster.TakenAt - newest.ChangedAt!.Value).TotalHours <= Parameter(Hours), node.Name, $"at most {Parameter(Hours)} hours old", $"{newest.Path} of {newest.ChangedAt.Value.UtcDateTime:yyyy-MM-dd HH:mm}");
    }
}
