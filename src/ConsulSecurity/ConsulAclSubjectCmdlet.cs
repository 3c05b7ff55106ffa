using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets that work out what tokens, roles and policies may do.</summary>
public abstract class ConsulAclSubjectCmdlet : ConsulAclCmdlet
{
    private AclState? _state;

    /// <summary>The accessors of tokens.</summary>
    [Parameter(ParameterSetName = "Token", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AclTokenAccessorCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] AccessorId { get; set; } = [];

    /// <summary>The names of roles.</summary>
    [Parameter(ParameterSetName = "Role", Mandatory = true)]
    [ArgumentCompleter(typeof(AclRoleNameCompleter))]
    public string[] Role { get; set; } = [];

    /// <summary>The names of policies.</summary>
    [Parameter(ParameterSetName = "Policy", Mandatory = true)]
    [ArgumentCompleter(typeof(AclPolicyNameCompleter))]
    public string[] Policy { get; set; } = [];

    /// <summary>The token that the connection sends.</summary>
    [Parameter(ParameterSetName = "Self", Mandatory = true)]
    public SwitchParameter Self { get; set; }

    /// <summary>Nobody: who comes without a token.</summary>
    [Parameter(ParameterSetName = "Anonymous", Mandatory = true)]
    public SwitchParameter Anonymous { get; set; }

    private protected AclState State => _state ??= Await((log, cancellation) => new AclStateReader(Client(log), log).ReadAsync(cancellation));

    /// <summary>Those that the parameters name.</summary>
    private protected IEnumerable<AclSubject> Subjects()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return ParameterSetName switch
        {
            "Role" => FindAndRead(AclKind.Role, Role).Select(r => State.Of(AclObjects.Role(r))),
            "Policy" => FindAndRead(AclKind.Policy, Policy).Select(p => State.Of(AclObjects.Policy(p))),
            "Self" or "Mine" => [State.Of(AclObjects.Token(Await((log, cancellation) => Api(log).ReadOwnTokenAsync(cancellation))), now)],
            "Anonymous" => Tokens([AclToken.AnonymousId]).Select(t => State.Of(t, now)),
            "Token" => Tokens(AccessorId).Select(t => State.Of(t, now)),
            _ => AllTokens().Select(t => State.Of(t, now)),
        };
    }

    private IEnumerable<AclToken> AllTokens() => Await((log, cancellation) => Api(log).ListAsync(AclKind.Token, cancellation)).Select(AclObjects.Token);

    private IEnumerable<AclToken> Tokens(IEnumerable<string> accessors)
    {
        foreach (string accessor in accessors)
        {
            JObject? token = Await((log, cancellation) => Api(log).ReadAsync(AclKind.Token, accessor, cancellation));
            if (token is null)
            {
                WriteError(ErrorRecords.From(AclErrors.NotFound(AclKind.Token, accessor)));
            }
            else
            {
                yield return AclObjects.Token(token);
            }
        }
    }
}
