using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Rollout;

/// <summary>Another machine, by ssh. Nothing of ours is installed there: a POSIX shell is enough.</summary>
internal sealed class SshNode(ConsulNode info, ICommandRunner commands) : INode
{
    private const int NotThere = 44;
    private const int BytesPerLine = 1024;

    private readonly SshShell _shell = new(info, commands);

    public ConsulNode Info => info;

    public async Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellation)
    {
        string script = $$"""
            folder={{NodeCommands.Quote(folder)}}
            [ -d "$folder" ] || exit 0
            [ -r "$folder" ] || { echo "no permission to read the folder" >&2; exit 1; }
            for file in "$folder"/* "$folder"/.[!.]*; do
                if [ -f "$file" ]; then printf '%s\000' "$file"; fi
            done

            """;
        CommandResult result = await RunAsync(folder, script, cancellation).ConfigureAwait(false);
        return result.Output.Split(['\0'], StringSplitOptions.RemoveEmptyEntries);
    }

    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellation)
    {
        string script = $$"""
            file={{NodeCommands.Quote(path)}}
            [ -e "$file" ] || exit {{NotThere}}
            od -An -v -tx1 < "$file"

            """;
        CommandResult result = await _shell.RunAsync(script, cancellation).ConfigureAwait(false);
        return result.ExitCode switch
        {
            NotThere => null,
            0 => [.. result.Output.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(hex => byte.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))],
            _ => throw RolloutErrors.FileUnreadable(info, path, Reason(result)),
        };
    }

    public Task WriteAsync(string path, byte[] content, FileAudience audience, CancellationToken cancellation)
    {
        string folder = path.Substring(0, Math.Max(1, path.LastIndexOf('/')));

        // The owner of the file there was, else the agent's account, else who owns its data. The file is made with its mode, without a name
        // that an agent would read.
        string script = $$"""
            set -euC
            file={{NodeCommands.Quote(path)}}
            folder={{NodeCommands.Quote(folder)}}
            like={{NodeCommands.Quote(info.DataFolder ?? info.ConfigurationFolder)}}
            owner={{NodeCommands.Quote(info.ServiceAccount is { } account ? account + ":" : string.Empty)}}
            [ -n "$owner" ] || [ ! -e "$like" ] || owner=$(ls -ldn "$like" | awk '{ print $3 ":" $4 }')
            if [ ! -d "$folder" ]; then
                umask 077
                mkdir -p "$folder"
                [ "$(id -u)" -ne 0 ] || [ -z "$owner" ] || chown "$owner" "$folder"
            fi
            [ ! -e "$file" ] || owner=$(ls -ldn "$file" | awk '{ print $3 ":" $4 }')
            umask {{(audience == FileAudience.Private ? "077" : "022")}}
            new=$folder/.consulsecurity.$$
            trap 'rm -f "$new"' EXIT
            : > "$new"
            [ "$(id -u)" -ne 0 ] || [ -z "$owner" ] || chown "$owner" "$new"
            {
            {{Print(content)}}} >> "$new"
            sync
            mv -f "$new" "$file"

            """;
        return RunAsync(path, script, cancellation);
    }

    public Task DeleteAsync(string path, CancellationToken cancellation) =>
        RunAsync(path, $"rm -f {NodeCommands.Quote(path)}\n", cancellation);

    public Task StopAsync(CancellationToken cancellation) => ServeAsync("stop", NodeCommands.Stop(info), cancellation);

    public Task StartAsync(CancellationToken cancellation) => ServeAsync("start", NodeCommands.Start(info), cancellation);

    public Task ReloadAsync(CancellationToken cancellation) => ServeAsync("reload", NodeCommands.Reload(info), cancellation);

    // Octal, so that any bytes go through any shell and any encoding; printf is the shell's own, so they are nobody's argument.
    private static string Print(byte[] content)
    {
        var script = new StringBuilder();
        for (int start = 0; start < content.Length; start += BytesPerLine)
        {
            script.Append("printf '%b' '");
            for (int i = start; i < Math.Min(content.Length, start + BytesPerLine); i++)
            {
                script.Append("\\0").Append(Convert.ToString(content[i], 8).PadLeft(3, '0'));
            }

            script.Append("'\n");
        }

        return script.Length == 0 ? ":\n" : script.ToString();
    }

    private static string Reason(CommandResult result) =>
        result.Error.Trim().Split('\n').Last() is { Length: > 0 } line ? line : $"exit code {result.ExitCode}";

    private async Task<CommandResult> RunAsync(string path, string script, CancellationToken cancellation)
    {
        CommandResult result = await _shell.RunAsync(script, cancellation).ConfigureAwait(false);
        return result.ExitCode == 0 ? result : throw RolloutErrors.FileUnreadable(info, path, Reason(result));
    }

    private async Task ServeAsync(string verb, string command, CancellationToken cancellation)
    {
        CommandResult result = await _shell.RunAsync(command + "\n", cancellation).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw RolloutErrors.CommandFailed(info, verb, result.ExitCode, result.Error);
        }
    }
}
