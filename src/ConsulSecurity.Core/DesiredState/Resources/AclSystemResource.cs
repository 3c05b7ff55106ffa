using ConsulSecurity.Configuration;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState.Resources;

/// <summary>The ACL system in an agent's configuration (rules ACL-01 to ACL-06).</summary>
internal sealed class AclSystemResource() : ConfigurationResource(
    "ConsulAclSystem",
    "The ACL system in an agent's configuration, in two phases: on and allowing, then denying.",
    new("phase", PropertyKind.Number, "1: ACLs are on and allow what no rule denies; 2: they deny what no rule allows.") { Default = 2, Range = (1, 2), LeastSeen = 0 },
    new("primaryDatacenter", PropertyKind.Text, "The datacenter that ACLs are kept in."),
    new("force", PropertyKind.Flag, "Denies although the agent has no token of its own yet; right for a cluster that is new.") { IsInput = true })
{
    private protected override JObject Read(MergedConfiguration configuration, ResourceInput input) => new()
    {
        ["phase"] = !configuration.Bool("acl.enabled") ? 0 : configuration.String("acl.default_policy") == "deny" ? 2 : 1,
        ["primaryDatacenter"] = configuration.String("primary_datacenter"),
    };

    private protected override ConfigFragment Plan(string folder, ResourceInput input) => AclSettings.Plan(
        folder, input.Number("phase")!.Value, input.Text("primaryDatacenter"), input.ConsulVersion, input.Flag("force") ?? false);
}
