using System.Management.Automation;
using System.Security;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Commands;

/// <summary>
/// Registers service instances at the agent that is connected to. The service's own token is sent in the header, never in the body or the
/// address (rules SVC-01 to SVC-06). Needs service:write on the service and its sidecar, which the service's own token should have.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "ConsulService", SupportsShouldProcess = true)]
public sealed class RegisterConsulServiceCommand : ConsulApiCmdlet
{
    /// <summary>The definition, from New-ConsulServiceDefinition.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public ConsulServiceDefinition Definition { get; set; } = null!;

    /// <summary>The token to register with, instead of the one in the definition.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    /// <summary>Registers a definition without a token with the connection's, which the agent then keeps on its disk.</summary>
    [Parameter]
    public SwitchParameter UseConnectionToken { get; set; }

    private protected override void Process()
    {
        ServiceDefinitions.Check(Definition);
        SecureString? token = Token ?? Definition.Token;
        if (token is not { Length: > 0 } && Connection!.HasToken && !UseConnectionToken)
        {
            throw ServiceErrors.TokenMissing(Definition);
        }

        if (ShouldProcess($"the agent at '{Connection}'", $"Register the service '{Definition}'"))
        {
            Await((log, cancellation) => new AgentServiceApi(Client(log)).RegisterAsync(ServiceDefinitions.ToApi(Definition), token, cancellation));
        }
    }
}
