using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Commands;

/// <summary>
/// Shows what tokens, roles and policies may do, with Consul's own precedence and the policy that each right comes from; or, turned round,
/// every token that may do one thing. Without parameters it shows the rights of all tokens. Needs acl:read.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ConsulAclPermission", DefaultParameterSetName = "All")]
[OutputType(typeof(AclPermissionEntry))]
public sealed class GetConsulAclPermissionCommand : ConsulAclSubjectCmdlet
{
    /// <summary>Lists all tokens that may do something with this resource; intention means those whose destination the segment is.</summary>
    [Parameter(ParameterSetName = "Who", Mandatory = true)]
    [ValidateSet("acl", "agent", "event", "identity", "intention", "key", "keyring", "mesh", "node", "operator", "peering", "query", "service", "session")]
    public string Resource { get; set; } = string.Empty;

    /// <summary>The name of the thing.</summary>
    [Parameter(ParameterSetName = "Who")]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string Segment { get; set; } = string.Empty;

    /// <summary>What they may do: read, write; of keys also list and write-prefix.</summary>
    [Parameter(ParameterSetName = "Who")]
    [ValidateSet("read", "list", "write", "write-prefix")]
    public string Access { get; set; } = "write";

    private protected override void Process()
    {
        if (ParameterSetName == "Who")
        {
            var request = new AclRequest(Resource, Segment, Access);
            WriteObject(Subjects().Select(s => s.PermissionFor(request)).OfType<AclPermissionEntry>(), enumerateCollection: true);
            return;
        }

        WriteObject(Subjects().SelectMany(s => s.Permissions()), enumerateCollection: true);
    }
}
