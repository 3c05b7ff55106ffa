using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ConsulSecurity.Configuration;
using ConsulSecurity.Hardening;

namespace ConsulSecurity.Rollout;

/// <summary>Makes waypoints of scheduled steps: what our files say on each node after each pass.</summary>
internal sealed class WaypointBuilder(FleetView view, RolloutGoal goal, IReadOnlyList<(string Node, Remedy.Setting Setting)> settings)
{
    private static readonly string[] s_gate =
    [
        "after each node: its agent reaches a leader; all servers vote; all are healthy and caught up, seen 2.2 s later or more; all members alive",
        "the server that leads is taken last, and started again only when the others follow another",
    ];

    // What a file said before, by node and topic.
    private readonly Dictionary<(string Node, string Topic), IReadOnlyList<RolloutSetting>> _before = [];

    // What the files of procedures say on a node: said twice, the file that sorts later would stand in the other's way.
    private readonly Dictionary<string, HashSet<string>> _said = new(StringComparer.Ordinal);

    public IReadOnlyList<RolloutWaypoint> Build(IReadOnlyDictionary<string, int> slots, IReadOnlyDictionary<string, IReadOnlyList<FleetNode>> steps)
    {
        var waypoints = new List<RolloutWaypoint>();
        int passes = 0;
        foreach (StepDefinition step in StepTable.All.Where(s => s.Topic is not (null or StepTable.Settings) && steps.ContainsKey(s.Id)))
        {
            foreach (FleetNode node in steps[step.Id])
            {
                Said(node).UnionWith(Settings(node, step.Topic!, step.Phase).Select(s => s.Name));
            }
        }

        foreach (IGrouping<int, string> slot in slots.GroupBy(s => s.Value, s => s.Key).OrderBy(g => g.Key))
        {
            bool isApi = slot.Key % 2 == 0;
            passes += isApi ? 0 : 1;
            StepDefinition[] definitions = [.. StepTable.All.Where(s => slot.Contains(s.Id))];
            waypoints.Add(new RolloutWaypoint
            {
                Name = (isApi ? "A" : "P") + passes.ToString(CultureInfo.InvariantCulture),
                IsApi = isApi,
                Steps = [.. definitions.Select(s => new RolloutStep { Id = s.Id, Title = s.Title, After = [.. s.After.Where(d => slots.ContainsKey(d.Step))] })],
                Nodes = isApi ? [] : [.. InOrder().Select(n => Change(n, [.. definitions.Where(s => steps[s.Id].Contains(n))])).OfType<RolloutNodeChange>()],
                Gate = isApi ? ["every server knows every token that was made"] : [.. s_gate, .. Probes(definitions)],
            });
        }

        return waypoints;
    }

    // Clients first, then servers.
    private IEnumerable<FleetNode> InOrder() => view.Nodes.OrderBy(n => n.Info.IsServer).ThenBy(n => n.Info.Name, StringComparer.Ordinal);

    private static IEnumerable<string> Probes(StepDefinition[] steps)
    {
        bool Has(string id) => steps.Any(s => s.Id == id);
        return new[]
        {
            Has(StepTable.GossipRefuse) ? "probe: no gossip port answers in the clear" : null,
            Has(StepTable.TlsFiles) ? "probe: every HTTPS port serves its certificate" : null,
            Has(StepTable.TlsRefuse) ? "probe: no RPC port takes a connection in the clear, or without a certificate" : null,
            Has(StepTable.HttpOff) ? "probe: no plain HTTP port answers" : null,
            Has(StepTable.AclDeny) ? "before it: every agent and service is shown to be allowed with its token" : null,
        }.OfType<string>();
    }

    private RolloutNodeChange? Change(FleetNode node, StepDefinition[] steps)
    {
        if (steps.Length == 0)
        {
            return null;
        }

        return new RolloutNodeChange
        {
            Node = node.Info.Name,
            NeedsRestart = true,
            GetsCertificate = steps.Any(s => s.Id == StepTable.TlsFiles) && !HasOwn(TlsView.Of(node.Configuration, TlsView.InternalRpc)),
            ServiceTokens = steps.Any(s => s.Id == StepTable.ServiceHandOver) ? [.. node.Services.Where(s => s is { IsKept: true, HasToken: false }).Select(s => s.Id)] : [],
            Files =
            [
                .. steps.Where(s => s.Topic is not null).GroupBy(s => s.Topic!)
                    .Select(topic => File(node, topic.Key, topic.Max(s => s.Phase)))
                    .Where(file => file.Settings.Count > 0)
                    .OrderBy(file => file.Topic, StringComparer.Ordinal),
            ],
        };
    }

    private RolloutFile File(FleetNode node, string topic, int phase)
    {
        RolloutSetting[] now = [.. Settings(node, topic, phase)];
        (string Name, string Topic) key = (node.Info.Name, topic);
        IReadOnlyList<RolloutSetting> before = _before.TryGetValue(key, out IReadOnlyList<RolloutSetting>? earlier) ? earlier : [];
        _before[key] = now;
        return new RolloutFile { Topic = topic, Settings = now, Before = before };
    }

    private IEnumerable<RolloutSetting> Settings(FleetNode node, string topic, int phase) => topic switch
    {
        "gossip" => GossipSettings.Settings(string.Empty, phase).Select(s => s.Key == "encrypt" ? Secret(s.Key, VaultNames.GossipKey) : Plain(s)),
        "tls" => TlsSettings.Settings(Tls(node, phase), node.Version).Select(s => Plain(NotWeaker(node, s))),
        "acl" => AclSettings.Settings(node.Configuration, phase, null).Select(Plain),
        "tokens" => Tokens(node),
        "connect" => [Plain(new("connect.enabled", true))],
        _ => settings.Where(s => s.Node == node.Info.Name && !Said(node).Contains(s.Setting.Name)).GroupBy(s => s.Setting.Name).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Plain(new(g.Key, g.Last().Setting.Value))),
    };

    private HashSet<string> Said(FleetNode node) =>
        _said.TryGetValue(node.Info.Name, out HashSet<string>? said) ? said : _said[node.Info.Name] = new(StringComparer.Ordinal);

    private IEnumerable<RolloutSetting> Tokens(FleetNode node)
    {
        yield return Secret("acl.tokens.agent", VaultNames.Agent(node.Info.Name));
        if (goal.AnswerDns && node.Configuration.String("acl.tokens.default") is not { Length: > 0 })
        {
            yield return Secret("acl.tokens.default", VaultNames.Dns);
        }
    }

    // Files that the agent has already stay in use.
    private TlsPlan Tls(FleetNode node, int phase)
    {
        AgentTls has = TlsView.Of(node.Configuration, TlsView.InternalRpc);
        bool own = HasOwn(has);
        return new TlsPlan
        {
            Phase = phase,
            IsServer = node.Info.IsServer,
            AuthorityPath = own ? has.CaFile : NodeFiles.AuthorityFile(node.Info),
            CertificatePath = own ? has.CertificateFile : NodeFiles.CertificateFile(node.Info),
            KeyPath = own ? has.KeyFile : NodeFiles.KeyFile(node.Info),
            HttpsPort = node.Configuration.Int("ports.https") is > 0 and { } port ? port : node.Info.HttpsPort,
            VerifyApiCallers = goal.Level >= 2 || TlsView.Of(node.Configuration, TlsView.Https).VerifyIncoming,
            KeepLoopbackHttp = goal.KeepLoopbackHttp,
            AutoEncrypt = node.Configuration.Bool(node.Info.IsServer ? "auto_encrypt.allow_tls" : "auto_encrypt.tls"),
        };
    }

    private static bool HasOwn(AgentTls has) => has is { CaFile: not null, CertificateFile: not null, KeyFile: not null };

    // What an agent verifies already it goes on verifying.
    private static KeyValuePair<string, object> NotWeaker(FleetNode node, KeyValuePair<string, object> setting) =>
        setting.Value is false && node.Configuration.Settings.TryGetValue(setting.Key, out MergedSetting? said) && said.Value is true
            ? new(setting.Key, true)
            : setting;

    private static RolloutSetting Plain(KeyValuePair<string, object> setting) => new() { Name = setting.Key, Value = setting.Value };

    private static RolloutSetting Secret(string name, string secret) => new() { Name = name, Secret = secret };
}
