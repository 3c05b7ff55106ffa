using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Configuration;
using ConsulSecurity.Hardening;

namespace ConsulSecurity.Rollout;

/// <summary>
/// Works out the fewest passes over the nodes that mend what fails: from the remedies of the failing checks to steps, from the steps'
/// dependencies to passes. Pure; what is done already is not done again.
/// </summary>
internal sealed class RolloutPlanner(FleetView view, RolloutGoal goal)
{
    private readonly List<RolloutOmission> _omissions = [];
    private readonly List<(string Node, Remedy.Setting Setting)> _settings = [];
    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);

    /// <exception cref="ConsulSecurityException"><c>RolloutMemberMissing</c>, <c>RolloutFederated</c>: what a plan would cut off.</exception>
    public RolloutPlan Plan(DateTimeOffset now)
    {
        RequireWhole();
        IReadOnlyList<HardeningFinding> findings = Auditor.Judge(
            view.Snapshot, CheckCatalog.All.Where(c => c.Info.Level <= goal.Level && !goal.Except.Contains(c.Info.Id, StringComparer.OrdinalIgnoreCase)));
        HardeningFinding[] failing = [.. findings.Where(f => f.Outcome == FindingOutcome.Fail)];
        string[] mended = [.. failing.Where(Take).Select(f => f.Id).Distinct()];
        AddTimers();
        Dictionary<string, IReadOnlyList<FleetNode>> steps = Needed();
        return new RolloutPlan
        {
            Id = Guid.NewGuid().ToString("N").Substring(0, 12),
            MadeAt = now,
            Datacenter = view.Snapshot.Datacenter ?? "dc1",
            ConsulVersion = view.Nodes.Select(n => n.Version).OfType<Version>().DefaultIfEmpty(new Version(1, 8, 7)).Min()!.ToString(),
            Level = goal.Level,
            ScoreBefore = findings.Count == 0 ? 0 : findings[0].Audit.Score,
            Checks = mended,
            Waypoints = new WaypointBuilder(view, goal, _settings).Build(Schedule(steps.Keys), steps),
            Omissions = [.. _omissions.GroupBy(o => (o.Check, o.Reason)).Select(g => new RolloutOmission(g.Key.Check, string.Join(", ", g.Select(o => o.Subject).Distinct()), g.Key.Reason))],
            Nodes = [.. view.Nodes.Select(n => n.Info)],
        };
    }

    /// <summary>
    /// The slot of each step: 1, 3, 5, ... are passes over the nodes, 0, 2, 4, ... calls of the API before and between. A step comes in the
    /// first slot after all that it waits for.
    /// </summary>
    internal static IReadOnlyDictionary<string, int> Schedule(IEnumerable<string> steps)
    {
        var wanted = new HashSet<string>(steps, StringComparer.Ordinal);
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        int Slot(string id)
        {
            if (!slots.TryGetValue(id, out int slot))
            {
                StepDefinition step = StepTable.Find(id);
                int after = step.After.Where(d => wanted.Contains(d.Step)).Select(d => Slot(d.Step)).DefaultIfEmpty(-1).Max();
                slot = after + 1;
                slot += slot % 2 == (step.IsApi ? 0 : 1) ? 0 : 1;
                slots[id] = slot;
            }

            return slot;
        }

        foreach (string id in wanted)
        {
            Slot(id);
        }

        // Calls that could be made earlier are made with the others, where that is in time.
        foreach (string id in wanted.Where(id => StepTable.Find(id).IsApi).ToArray())
        {
            int before = wanted.Where(w => StepTable.Find(w).After.Any(d => d.Step == id)).Select(w => slots[w]).DefaultIfEmpty(int.MaxValue).Min();
            slots[id] = slots.Where(s => StepTable.Find(s.Key).IsApi && s.Value < before).Select(s => s.Value).Append(slots[id]).Max();
        }

        return slots;
    }

    // Who is not gone over is cut off by the last pass.
    private void RequireWhole()
    {
        string[] strangers =
        [
            .. (view.Snapshot.Members.Value ?? []).Where(m => m.IsAlive).Select(m => m.Name).Except(view.Nodes.Select(n => n.Info.Name), StringComparer.OrdinalIgnoreCase),
        ];
        if (strangers.Length > 0)
        {
            throw RolloutErrors.MemberMissing(strangers);
        }

        string[] others = [.. view.Datacenters.Where(d => d != view.Snapshot.Datacenter)];
        if (others.Length > 0)
        {
            throw RolloutErrors.Federated(view.Snapshot.Datacenter ?? "dc1", others);
        }
    }

    // Whether the finding has a remedy that a plan can carry out; what it cannot is noted.
    private bool Take(HardeningFinding finding)
    {
        IReadOnlyList<Remedy> remedies = InterimRemedies.Of(CheckCatalog.All.First(c => c.Info.Id == finding.Id));
        bool takes = false;
        foreach (Remedy remedy in remedies)
        {
            switch (remedy)
            {
                case Remedy.Procedure procedure:
                    _wanted.UnionWith(StepTable.All.Where(s => s.Procedure == procedure.Which).Select(s => s.Id));
                    takes = true;
                    break;
                case Remedy.Setting setting:
                    takes |= Take(finding, setting);
                    break;
                case Remedy.Decision decision:
                    _omissions.Add(new RolloutOmission(finding.Id, finding.Subject, decision.Question));
                    break;
                case Remedy.FileMode:
                    _omissions.Add(new RolloutOmission(finding.Id, finding.Subject, finding.Check.Remedy));
                    break;
            }
        }

        if (remedies.Count == 0)
        {
            _omissions.Add(new RolloutOmission(finding.Id, finding.Subject, "by hand: " + finding.Check.Remedy));
        }

        return takes;
    }

    private bool Take(HardeningFinding finding, Remedy.Setting setting)
    {
        FleetNode[] nodes = [.. view.Nodes.Where(n => (n.Info.Name == finding.Subject || finding.Subject == "cluster")
            && (setting.Role == NodeRole.Any || n.Info.IsServer == (setting.Role == NodeRole.Server)))];
        if (SettingNames.Find(setting.Name)?.IsIn(nodes.Select(n => n.Version).FirstOrDefault()) != true)
        {
            _omissions.Add(new RolloutOmission(finding.Id, finding.Subject, $"this version of Consul has no '{setting.Name}'"));
            return false;
        }

        _settings.AddRange(nodes.Select(n => (n.Info.Name, setting)));
        if (nodes.Length > 0)
        {
            _wanted.Add(StepTable.Settings);
        }

        return nodes.Length > 0;
    }

    // A leader that is lost is missed after 1 to 2 s instead of 5 to 10 s; worth it only where servers are restarted anyway.
    private void AddTimers()
    {
        foreach (FleetNode server in _wanted.Count == 0 ? [] : view.Nodes.Where(n => n.Info.IsServer && (n.Configuration.Int("performance.raft_multiplier") ?? 5) > 1))
        {
            _settings.Add((server.Info.Name, new Remedy.Setting("performance.raft_multiplier", 1L, NodeRole.Server)));
            _wanted.Add(StepTable.Settings);
        }
    }

    // The wanted steps and all that they wait for, with the nodes where each is not done; calls of the API are needed where something waits for them.
    private Dictionary<string, IReadOnlyList<FleetNode>> Needed()
    {
        var needed = new Dictionary<string, IReadOnlyList<FleetNode>>(StringComparer.Ordinal);
        void Add(string id, bool isWaitedFor)
        {
            StepDefinition step = StepTable.Find(id);
            FleetNode[] nodes = step.IsApi ? [] : [.. view.Nodes.Where(n => step.IsFor(n.Info) && !IsDone(step, n))];
            if (needed.ContainsKey(id) || (step.IsApi ? !isWaitedFor && step.Id != StepTable.Intentions : nodes.Length == 0))
            {
                return;
            }

            needed[id] = nodes;
            foreach (RolloutDependency before in step.After.Where(d => step.IsApi || d.Step != StepTable.AgentTokens || id == StepTable.AclDeny || _wanted.Contains(d.Step)))
            {
                Add(before.Step, isWaitedFor: true);
            }
        }

        foreach (string id in StepTable.All.Select(s => s.Id).Where(_wanted.Contains))
        {
            Add(id, isWaitedFor: false);
        }

        return needed;
    }

    private bool IsDone(StepDefinition step, FleetNode node) => step.Id == StepTable.Settings
        ? !_settings.Any(s => s.Node == node.Info.Name)
        : step.Id == StepTable.HttpOff && goal.KeepLoopbackHttp
            ? new NodeView(node.Snapshot).IsExposed("(http_listeners)", "ports.http", "addresses.http") == false
            : step.IsDone(node);
}
