using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Integration.Tests.Firewall;

/// <summary>Runs the programs of a host of the lab.</summary>
internal sealed class NamespaceRunner(NamespaceLab lab, string host) : ICommandRunner
{
    public Task<CommandResult> RunAsync(string program, string arguments, string? input, CancellationToken cancellation) =>
        CommandRunner.Instance.RunAsync("ip", $"netns exec {lab.Namespace(host)} {program} {arguments}", input, cancellation);
}
