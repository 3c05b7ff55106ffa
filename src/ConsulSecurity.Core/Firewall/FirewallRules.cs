using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Firewall;

/// <summary>Works out what must be open to whom on a host, and what must not (rules NET-12 to NET-20).</summary>
internal sealed class FirewallRules
{
    private const int EnvoyAdmin = 19000;

    private readonly FirewallFacts _facts;
    private readonly FirewallWishes _wishes;
    private readonly List<ConsulFirewallRule> _rules = [];
    private readonly string[] _agents;
    private readonly string[] _mesh;

    private FirewallRules(FirewallFacts facts, FirewallWishes wishes)
    {
        _facts = facts;
        _wishes = wishes;
        _agents = Sources(facts.LanMembers.Concat(wishes.Agents));
        _mesh = wishes.Mesh is null ? _agents : Sources(wishes.Mesh);
    }

    /// <summary>The rules; those that open come before those that close.</summary>
    /// <exception cref="ConsulSecurityException">A source is no address, a range is upside down, or a port of administration would be closed.</exception>
    public static IReadOnlyList<ConsulFirewallRule> Make(FirewallFacts facts, FirewallWishes wishes)
    {
        var maker = new FirewallRules(facts, wishes);
        maker.AddAgent();
        maker.AddApi();
        maker.AddSidecars();
        maker.AddClosed();
        Check(maker._rules, wishes.ManagementPorts);
        return [.. maker._rules.OrderBy(rule => !rule.IsOpen)];
    }

    /// <summary>Refuses rules that would close a port of administration, and sources that are no addresses.</summary>
    public static void Check(IEnumerable<ConsulFirewallRule> rules, IReadOnlyList<int> managementPorts)
    {
        foreach (ConsulFirewallRule rule in rules)
        {
            Sources(rule.Source);
            if (rule.FirstPort < 1 || rule.LastPort > 65535 || rule.FirstPort > rule.LastPort)
            {
                throw FirewallErrors.RangeUpsideDown(nameof(rule.FirstPort), rule.FirstPort, nameof(rule.LastPort), rule.LastPort);
            }

            if (rule.Protocol == FirewallProtocol.Tcp
                && managementPorts.FirstOrDefault(port => port >= rule.FirstPort && port <= rule.LastPort) is > 0 and int port)
            {
                throw FirewallErrors.ManagementPort(rule, port);
            }
        }
    }

    private void AddAgent()
    {
        AgentPorts ports = _facts.Ports;
        if (ports.IsServer)
        {
            string[] callers = Sources(_agents.Concat(_facts.WanMembers));
            Add("server RPC", FirewallProtocol.Tcp, ports.Rpc, callers, "agents, and servers of other datacenters, call the servers here");
        }

        AddGossip("LAN gossip", ports.SerfLan, _agents, "all agents of the datacenter gossip here");
        if (ports.IsServer)
        {
            AddGossip("WAN gossip", ports.SerfWan, Sources(_facts.WanMembers), "the servers of all datacenters gossip here");
        }
    }

    private void AddGossip(string purpose, int port, string[] sources, string reason)
    {
        Add(purpose, FirewallProtocol.Tcp, port, sources, reason);
        Add(purpose, FirewallProtocol.Udp, port, sources, reason);
    }

    private void AddApi()
    {
        AgentPorts ports = _facts.Ports;
        string[] api = Sources(_wishes.Api);
        string[] grpc = Sources(_wishes.Grpc);
        string[] dns = Sources(_wishes.Dns);
        bool hasHttps = ports.Https.Count > 0;
        bool hasGrpcTls = ports.GrpcTls.Count > 0;
        AddAll("HTTP API", ports.Http, FirewallProtocol.Tcp, hasHttps ? [] : api, "the API in clear text is for this host alone, where there is HTTPS");
        AddAll("HTTPS API", ports.Https, FirewallProtocol.Tcp, api, "the API is for those who administer or use it");
        AddAll("gRPC", ports.Grpc, FirewallProtocol.Tcp, hasGrpcTls ? [] : grpc, "proxies ask for their configuration on their own host");
        AddAll("gRPC with TLS", ports.GrpcTls, FirewallProtocol.Tcp, grpc, "proxies ask for their configuration");
        AddAll("DNS", ports.Dns, FirewallProtocol.Tcp, dns, "names of services are for those who look them up");
        AddAll("DNS", ports.Dns, FirewallProtocol.Udp, dns, "names of services are for those who look them up");
    }

    private void AddSidecars()
    {
        AgentPorts ports = _facts.Ports;
        if (ports.SidecarMin > ports.SidecarMax)
        {
            throw FirewallErrors.RangeUpsideDown("sidecar_min_port", ports.SidecarMin, "sidecar_max_port", ports.SidecarMax);
        }

        bool opensRange = ports.SidecarMin > 0 && !_wishes.OnlyRegisteredSidecars;
        foreach (ServiceInstance instance in _facts.Services.Where(s => s.Kind.Length > 0 || s.IsNative))
        {
            bool isInRange = instance.Port >= ports.SidecarMin && instance.Port <= ports.SidecarMax;
            if (!(opensRange && isInRange))
            {
                Add(Name(instance), FirewallProtocol.Tcp, instance.Port, _mesh, "services on other hosts connect here, with the mesh's certificates");
            }
        }

        if (ports.SidecarMin > 0)
        {
            Add(
                "sidecar range",
                FirewallProtocol.Tcp,
                ports.SidecarMin,
                opensRange ? _mesh : [],
                opensRange ? "sidecars get their ports from here" : "only the sidecars that are registered are reached",
                ports.SidecarMax);
        }
    }

    private void AddClosed()
    {
        AgentPorts ports = _facts.Ports;
        if (ports.ExposeMin > 0 && ports.ExposeMin <= ports.ExposeMax)
        {
            Add("exposed checks", FirewallProtocol.Tcp, ports.ExposeMin, [], "checks past the mesh's TLS come from the agent on this host", ports.ExposeMax);
        }

        Add("Envoy administration", FirewallProtocol.Tcp, EnvoyAdmin, [], "it controls the proxy without any password");
        foreach (ServiceInstance sidecar in _facts.Services.Where(s => s.Proxy is { LocalPort: > 0 }))
        {
            string purpose = $"application behind the sidecar of {sidecar.Proxy!.Service}";
            Add(purpose, FirewallProtocol.Tcp, sidecar.Proxy.LocalPort, [], "only its sidecar may reach it");
            Add(purpose, FirewallProtocol.Udp, sidecar.Proxy.LocalPort, [], "HTTP/3 would get past the sidecar");
        }
    }

    private void AddAll(string purpose, IReadOnlyList<int> ports, FirewallProtocol protocol, string[] sources, string reason)
    {
        foreach (int port in ports)
        {
            Add(purpose, protocol, port, sources, reason);
        }
    }

    private void Add(string purpose, FirewallProtocol protocol, int port, string[] sources, string reason, int lastPort = 0)
    {
        if (port > 0 && !_rules.Exists(r => r.Protocol == protocol && r.FirstPort == port && r.LastPort == Math.Max(port, lastPort)))
        {
            _rules.Add(new ConsulFirewallRule
            {
                Purpose = purpose,
                Protocol = protocol,
                FirstPort = port,
                LastPort = Math.Max(port, lastPort),
                Source = sources,
                Reason = reason,
            });
        }
    }

    private static string Name(ServiceInstance instance) => instance switch
    {
        { Proxy: { } proxy } => $"sidecar of {proxy.Service}",
        { IsNative: true } => $"{instance.Name} (integrated itself)",
        _ => $"{instance.Kind} {instance.Name}",
    };

    private static string[] Sources(IEnumerable<string> sources) =>
        [.. sources.Select(Checked).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(s => s, StringComparer.Ordinal)];

    // Every source ends up in a script that root runs.
    private static string Checked(string source)
    {
        string[] parts = source.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out IPAddress? address) || parts[0].IndexOf('%') >= 0)
        {
            throw FirewallErrors.SourceInvalid(source);
        }

        int bits = address.GetAddressBytes().Length * 8;
        int length = bits;
        if (parts.Length == 2 && (!int.TryParse(parts[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out length) || length > bits))
        {
            throw FirewallErrors.SourceInvalid(source);
        }

        return length == bits ? address.ToString() : $"{address}/{length}";
    }
}
