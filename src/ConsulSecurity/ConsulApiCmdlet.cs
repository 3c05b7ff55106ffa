using System.Management.Automation;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets that ask Consul's API.</summary>
public abstract class ConsulApiCmdlet : ConsulCmdlet
{
    /// <summary>
    /// The connection to use. Without it the one of Connect-Consul in this runspace is used, else what the variables that the
    /// <c>consul</c> command reads (CONSUL_HTTP_ADDR, CONSUL_HTTP_TOKEN, ...) describe.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ConsulConnection? Connection { get; set; }

    // Before any work runs elsewhere: only the pipeline thread knows its runspace.
    private protected override void Begin() => Connection ??= CurrentConnection.GetOrFromEnvironment();

    /// <summary>A client that logs to where the work logs.</summary>
    private protected ConsulClient Client(IOperationLog log) => new(Connection!, log);
}
