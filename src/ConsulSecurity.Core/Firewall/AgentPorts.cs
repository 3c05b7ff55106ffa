using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Firewall;

/// <summary>Where an agent listens, from its effective configuration; 0 stands for a listener that is off.</summary>
internal sealed record AgentPorts
{
    private static readonly Regex s_port = new(@":(\d+)$", RegexOptions.CultureInvariant);

    public bool IsServer { get; init; }

    public int Rpc { get; init; }

    public int SerfLan { get; init; }

    public int SerfWan { get; init; }

    public IReadOnlyList<int> Http { get; init; } = [];

    public IReadOnlyList<int> Https { get; init; } = [];

    public IReadOnlyList<int> Grpc { get; init; } = [];

    public IReadOnlyList<int> GrpcTls { get; init; } = [];

    public IReadOnlyList<int> Dns { get; init; } = [];

    public int SidecarMin { get; init; }

    public int SidecarMax { get; init; }

    public int ExposeMin { get; init; }

    public int ExposeMax { get; init; }

    /// <param name="config"><c>DebugConfig</c> of <c>/v1/agent/self</c>.</param>
    public static AgentPorts Read(JObject config) => new()
    {
        IsServer = (bool?)config["ServerMode"] ?? (bool?)config["Server"] ?? false,
        Rpc = Port(config, "ServerPort"),
        SerfLan = Port(config, "SerfPortLAN"),
        SerfWan = Port(config, "SerfPortWAN"),
        Http = Ports(config, "HTTPAddrs"),
        Https = Ports(config, "HTTPSAddrs"),
        Grpc = Ports(config, "GRPCAddrs"),
        GrpcTls = Ports(config, "GRPCTLSAddrs"),
        Dns = Ports(config, "DNSAddrs"),
        SidecarMin = Port(config, "ConnectSidecarMinPort"),
        SidecarMax = Port(config, "ConnectSidecarMaxPort"),
        ExposeMin = Port(config, "ExposeMinPort"),
        ExposeMax = Port(config, "ExposeMaxPort"),
    };

    private static int Port(JObject config, string name) => (int?)config[name] is > 0 and { } port ? port : 0;

    // tcp://10.0.0.1:8500, udp://[::1]:8600 or unix:///path
    private static List<int> Ports(JObject config, string name) =>
    [
        .. (config[name] as JArray ?? []).Select(address => s_port.Match((string?)address ?? string.Empty))
            .Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))
            .Distinct(),
    ];
}
