using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Rollout;

/// <summary>What the ports must do after a pass, asked on the wire: agents go on showing the settings of their start.</summary>
internal sealed class WireGate(RolloutContext context)
{
    public async Task RequireAsync(RolloutWaypoint waypoint, CancellationToken cancellation)
    {
        foreach (RolloutNodeChange change in waypoint.Nodes)
        {
            ConsulNode node = context.Node(change.Node).Info;
            await context.Gate.UntilAsync(waypoint.Name, node.Name, () => MissingAsync(waypoint, node, cancellation), cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<string?> MissingAsync(RolloutWaypoint waypoint, ConsulNode node, CancellationToken cancellation)
    {
        var prober = new NodeProber(TimeSpan.FromSeconds(3)) { HttpPort = node.HttpPort, HttpsPort = node.HttpsPort };
        bool Has(string step) => waypoint.Steps.Any(s => s.Id == step);
        if (Has(StepTable.TlsFiles) && await prober.HttpsAsync(node.Address, cancellation).ConfigureAwait(false) is not { Value.SpeaksTls: true })
        {
            return $"port {node.HttpsPort} of '{node.Name}' does not speak TLS";
        }

        if (Has(StepTable.GossipRefuse) && await prober.LanAsync(node.Address, cancellation).ConfigureAwait(false) is { Value: { } gossip }
            && (gossip.AnswersClearTcp == true || gossip.AnswersClearUdp == true))
        {
            return $"the gossip port of '{node.Name}' {gossip}";
        }

        if (Has(StepTable.TlsRefuse) && node.IsServer && await prober.RpcAsync(node.Address, cancellation).ConfigureAwait(false) is { Value: { } rpc }
            && (rpc.AcceptsPlaintext != false || rpc.DemandsClientCertificate != true))
        {
            return $"the RPC port of '{node.Name}': {rpc}";
        }

        return Has(StepTable.HttpOff) && IsHttpOff(waypoint, node) && (await prober.PlainHttpAsync(node.Address, cancellation).ConfigureAwait(false)).Value
            ? $"port {node.HttpPort} of '{node.Name}' answers in the clear"
            : null;
    }

    // Where it stays on loopback, a probe there would see it.
    private static bool IsHttpOff(RolloutWaypoint waypoint, ConsulNode node) => waypoint.Nodes
        .Where(n => n.Node == node.Name).SelectMany(n => n.Files).SelectMany(f => f.Settings).Any(s => s is { Name: "ports.http", Value: -1L or -1 });
}
