using System.Management.Automation;
using System.Security;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Commands;

/// <summary>
/// Gives agents their own tokens: agent, default, replication, the recovery token, dns, and that for services of configuration files. Agents
/// keep them over a restart only with acl.enable_token_persistence. Needs agent:write on each.
/// </summary>
[Cmdlet(VerbsCommon.Set, "ConsulAgentToken", SupportsShouldProcess = true)]
public sealed class SetConsulAgentTokenCommand : ConsulApiCmdlet
{
    /// <summary>The token: a SecureString, an AclToken, or text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    /// <summary>What the agent uses it for: agent (the default), default, recovery, replication; dns (Consul 1.17); config_file_service_registration (1.15).</summary>
    [Parameter(Position = 1)]
    [ValidateSet("agent", "default", "recovery", "replication", "dns", "config_file_service_registration")]
    public string Type { get; set; } = "agent";

    /// <summary>The addresses of the agents, with scheme and port as in Connect-Consul; the connection's own agent where none is given.</summary>
    [Parameter]
    public string[]? Address { get; set; }

    private protected override void Process()
    {
        ConsulConnection connection = Connection ??= CurrentConnection.GetOrFromEnvironment();
        foreach (string? address in (string?[]?)Address ?? [null])
        {
            try
            {
                ConsulConnection agent = address is null ? connection : connection.At(ConsulEnvironment.ParseAddress(address, connection.Address.Scheme == "https"));
                if (ShouldProcess($"the agent at '{agent}'", $"Set the {Type} token"))
                {
                    Await((log, cancellation) => new AgentTokens(new ConsulClient(agent, log)).SetAsync(Type, Token!.Reveal(), cancellation));
                }
            }
            catch (ConsulSecurityException e)
            {
                WriteError(ErrorRecords.From(e));
            }
        }
    }
}
