using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Rollout;

/// <summary>
/// A POSIX shell on another machine, by this machine's <c>ssh</c>: its configuration, keys and known hosts are used, nothing is asked for, and
/// a host whose key is not known is refused. All connections to a node share one, where ssh can do that.
/// </summary>
internal sealed class SshShell(ConsulNode node, ICommandRunner commands)
{
    private const int SshFailed = 255;
    private const string Options = "-T -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=10 -o ServerAliveInterval=5 -o ServerAliveCountMax=3";

    /// <summary>Runs a script. It goes over standard input, so that nothing of it is among the arguments of a process here or there.</summary>
    /// <exception cref="ConsulSecurityException"><c>NodeUnreachable</c>, <c>SshMissing</c>.</exception>
    public async Task<CommandResult> RunAsync(string script, CancellationToken cancellation)
    {
        CommandResult result;
        try
        {
            result = await commands.RunAsync("ssh", $"{Options}{Sharing()} -- \"{node.SshDestination}\" sh -s", script, cancellation).ConfigureAwait(false);
        }
        catch (FileNotFoundException e)
        {
            throw RolloutErrors.SshMissing(node, e);
        }

        return result.ExitCode == SshFailed ? throw RolloutErrors.NodeUnreachable(node, result.Error) : result;
    }

    // Windows' ssh cannot share. The socket goes where ssh's own files are, with a short name: a path of 104 characters is too long.
    private static string Sharing()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return string.Empty;
        }

        string folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh");
        if (!Directory.Exists(folder))
        {
            HostFiles.Current.CreatePrivateFolder(folder);
        }

        return $" -o ControlMaster=auto -o ControlPersist=30 -o \"ControlPath={folder}/consulsec-%C\"";
    }
}
