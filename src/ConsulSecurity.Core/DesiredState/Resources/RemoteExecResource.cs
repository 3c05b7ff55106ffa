using ConsulSecurity.Configuration;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState.Resources;

/// <summary>Remote execution in an agent's configuration (rule EXE-01).</summary>
internal sealed class RemoteExecResource() : ConfigurationResource(
    "ConsulRemoteExec",
    "Whether 'consul exec' may run commands on a node.",
    [new("disabled", PropertyKind.Flag, "Whether remote execution is off.") { Default = true }])
{
    private protected override JObject Read(MergedConfiguration configuration, ResourceInput input) => new() { ["disabled"] = configuration.Bool("disable_remote_exec") };

    private protected override ConfigFragment Plan(string folder, ResourceInput input) =>
        ConfigFragment.Plan(folder, "exec", [new("disable_remote_exec", input.Flag("disabled")!.Value)], input.ConsulVersion);
}
