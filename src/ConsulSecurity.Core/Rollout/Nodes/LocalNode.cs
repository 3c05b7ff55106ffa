using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Rollout;

/// <summary>This machine: its files, and its agent by systemd, as a Windows service, or by commands of the inventory's own.</summary>
internal sealed class LocalNode(ConsulNode info, ICommandRunner commands) : INode
{
    public ConsulNode Info => info;

    public Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<IReadOnlyList<string>>(Directory.Exists(folder) ? Directory.GetFiles(folder) : []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RolloutErrors.FileUnreadable(info, folder, e.Message);
        }
    }

    public Task<byte[]?> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult(File.Exists(path) ? File.ReadAllBytes(path) : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RolloutErrors.FileUnreadable(info, path, e.Message);
        }
    }

    public Task WriteAsync(string path, byte[] content, FileAudience audience, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            OwnedFile.CreateFolder(folder, Owner());
        }

        OwnedFile.Write(path, content, audience, Owner());
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string path, CancellationToken cancellation)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RolloutErrors.FileUnreadable(info, path, e.Message);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation) => RunAsync("stop", NodeCommands.Stop(info), cancellation);

    public Task StartAsync(CancellationToken cancellation) => RunAsync("start", NodeCommands.Start(info), cancellation);

    public Task ReloadAsync(CancellationToken cancellation) => RunAsync("reload", NodeCommands.Reload(info), cancellation);

    // The account that owns the data folder is the one that the agent runs as.
    private FilePermissions? Owner()
    {
        string folder = info.DataFolder is { } data && Directory.Exists(data) ? data : info.ConfigurationFolder;
        FilePermissions permissions = HostFiles.Current.Read(folder);
        return info.ServiceAccount is { } account ? OwnedFile.OfAccount(account) ?? throw RolloutErrors.AccountUnknown(info, account) : permissions;
    }

    private async Task RunAsync(string verb, string command, CancellationToken cancellation)
    {
        CommandResult result = NodeCommands.IsWindowsHere(info)
            ? await commands.RunAsync("powershell.exe", "-NoProfile -NonInteractive -Command -", command + "\n", cancellation).ConfigureAwait(false)
            : await commands.RunAsync("/bin/sh", "-s", command + "\n", cancellation).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw RolloutErrors.CommandFailed(info, verb, result.ExitCode, result.Error);
        }
    }
}
