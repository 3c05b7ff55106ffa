using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Listeners;

/// <summary>The sockets of this host that others can reach.</summary>
internal interface ISocketTable
{
    Task<IReadOnlyList<ListeningSocket>> ReadAsync(CancellationToken cancellation);
}

/// <summary>The one for the system that we run on.</summary>
internal static class SocketTable
{
    /// <exception cref="ConsulSecurityException"><c>ListenersNotSupported</c>.</exception>
    public static ISocketTable OfThisHost()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return new NetstatSocketTable(CommandRunner.Instance);
        }

        return RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? new ProcSocketTable() : throw ListenerErrors.NotSupported();
    }
}
