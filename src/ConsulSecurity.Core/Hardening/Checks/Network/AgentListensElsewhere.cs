using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Listeners;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-23: The agent SHALL listen where its configuration says, and nowhere else.</summary>
internal sealed class AgentListensElsewhere() : HostCheck<IReadOnlyList<ListenerEvidence>>(
    new HardeningCheckInfo
    {
        Id = "NET-23",
        Area = CheckArea.Network,
        Severity = Severity.High,
        Level = 1,
        Title = "The agent SHALL listen where its configuration says, and nowhere else.",
        Why = "A socket that nobody declared was opened by something else than the configuration.",
        GivenUp = "A listener that nobody knows is guarded by nobody.",
        Remedy = "See why it listens there before you trust the host; restart the agent if the files changed.",
        Needs = "agent:read, and the configuration on the agent's own host (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Why does the agent listen there?")];

    protected override Evidence<IReadOnlyList<ListenerEvidence>> Of(HostEvidence host) => host.Listeners;

    protected override Judgement Judge(NodeView node, IReadOnlyList<ListenerEvidence> seen)
    {
        if (node.Node.Host.Process.Value is not { } process)
        {
            return Judgement.Unknown(node.Name, HostView.Missing(node.Node.Host.Process));
        }

        IReadOnlyList<DeclaredListener> declared = Declared(node);
        List<ListenerEvidence> own = [.. seen.Where(socket => socket.ProcessId == process.Id)];
        if (declared.Count == 0 || own.Count == 0)
        {
            return Judgement.Unknown(node.Name, declared.Count == 0 ? "a connection to the agent (-Connection), with agent:read" : "the agent's own account, or root, to see whose sockets these are");
        }

        string[] strange = [.. own.Where(socket => !declared.Any(d => d.Fits(socket.ToSocket()))).Select(socket => $"{socket.Address}:{socket.Port}/{socket.Protocol.ToString().ToLowerInvariant()}")];
        return Judgement.Of(strange.Length == 0, node.Name, "declared sockets only", strange.Length == 0 ? $"{own.Count} sockets, all declared" : string.Join(", ", strange));
    }

    private static IReadOnlyList<DeclaredListener> Declared(NodeView node)
    {
        JArray List(string name) => [.. node.List(name) ?? []];
        return node.Node.Running.IsKnown && node.Find("(serf_lan_bind)") is not null
            ? DeclaredListener.Read(new JObject
            {
                ["ServerMode"] = node.IsTrue("server") == true,
                ["RPCBindAddr"] = List("(rpc_bind)"),
                ["SerfBindAddrLAN"] = List("(serf_lan_bind)"),
                ["SerfBindAddrWAN"] = List("(serf_wan_bind)"),
                ["HTTPAddrs"] = List("(http_listeners)"),
                ["HTTPSAddrs"] = List("(https_listeners)"),
                ["GRPCAddrs"] = List("(grpc_listeners)"),
                ["GRPCTLSAddrs"] = List("(grpc_tls_listeners)"),
                ["DNSAddrs"] = List("(dns_listeners)"),
            })
            : [];
    }
}
