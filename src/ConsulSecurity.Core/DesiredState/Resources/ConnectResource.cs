using ConsulSecurity.Configuration;
using ConsulSecurity.Connect;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState.Resources;

/// <summary>The mesh in an agent's configuration.</summary>
internal sealed class ConnectResource() : ConfigurationResource(
    "ConsulConnect",
    "Connect, Consul's service mesh, in an agent's configuration, and the ports of its sidecars.",
    new("enabled", PropertyKind.Flag, "Whether Connect is on.") { Default = true },
    new("grpcPort", PropertyKind.Number, "The port that sidecars ask for their configuration.") { Range = (-1, 65535) },
    new("sidecarMinPort", PropertyKind.Number, "The first port for sidecars that name none; 0 forces each to name one.") { Range = (0, 65535) },
    new("sidecarMaxPort", PropertyKind.Number, "The last port for sidecars that name none.") { Range = (0, 65535) })
{
    private protected override JObject Read(MergedConfiguration configuration, ResourceInput input) => new()
    {
        ["enabled"] = configuration.Bool("connect.enabled"),
        ["grpcPort"] = configuration.Int("ports.grpc_tls") ?? configuration.Int("ports.grpc"),
        ["sidecarMinPort"] = configuration.Int("ports.sidecar_min_port"),
        ["sidecarMaxPort"] = configuration.Int("ports.sidecar_max_port"),
    };

    private protected override ConfigFragment Plan(string folder, ResourceInput input) => input.Flag("enabled")!.Value
        ? ConnectSettings.Plan(
            folder,
            new ConnectPlan { GrpcPort = input.Number("grpcPort"), SidecarMinPort = input.Number("sidecarMinPort"), SidecarMaxPort = input.Number("sidecarMaxPort") },
            input.ConsulVersion)
        : ConfigFragment.Plan(folder, "connect", [new("connect.enabled", false)], input.ConsulVersion);
}
