using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Commands;

/// <summary>
/// Tells whether a token, a role, a policy or nobody may do something, and which rule decides; without any of them, the connection's own token. -Server asks the cluster itself, for the
/// connection's token. Needs acl:read; -Server needs nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ConsulAclAccess", DefaultParameterSetName = "Mine")]
[OutputType(typeof(AclAccessResult), typeof(bool))]
public sealed class TestConsulAclAccessCommand : ConsulAclSubjectCmdlet
{
    /// <summary>The resource; intention means those whose destination the segment is.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet("acl", "agent", "event", "identity", "intention", "key", "keyring", "mesh", "node", "operator", "peering", "query", "service", "session")]
    public string Resource { get; set; } = string.Empty;

    /// <summary>The name of the thing; several are asked one by one.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string[] Segment { get; set; } = [string.Empty];

    /// <summary>What is wanted: read, write; of keys also list and write-prefix.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet("read", "list", "write", "write-prefix")]
    public string Access { get; set; } = "read";

    /// <summary>Asks the cluster itself instead of working it out.</summary>
    [Parameter(ParameterSetName = "Server", Mandatory = true)]
    public SwitchParameter Server { get; set; }

    /// <summary>Gives only true or false: whether all of it is allowed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        AclRequest[] requests = [.. Segment.Select(s => new AclRequest(Resource, s, Access))];
        AclAccessResult[] results = Server ? AskServer(requests) : [.. Subjects().SelectMany(subject => requests.Select(subject.Ask))];
        if (Quiet)
        {
            WriteObject(results.Length > 0 && results.All(r => r.Allowed));
        }
        else
        {
            WriteObject(results, enumerateCollection: true);
        }
    }

    private AclAccessResult[] AskServer(AclRequest[] requests) =>
    [
        .. Await((log, cancellation) => Api(log).AuthorizeAsync(requests, cancellation)).Zip(requests, (allowed, request) => new AclAccessResult
        {
            Subject = "self",
            Resource = request.Resource,
            Segment = request.Segment,
            Access = request.Access,
            Allowed = allowed,
            Source = "the server",
        }),
    ];
}
