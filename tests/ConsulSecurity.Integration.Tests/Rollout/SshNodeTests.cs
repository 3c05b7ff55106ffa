using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;
using ConsulSecurity.Rollout;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Rollout;

public sealed class SshNodeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("consulsecurity ssh's ").FullName;

    [SshFact(DisplayName = "Any bytes and any name go there and come back")]
    public async Task RoundTrip()
    {
        await using SshHost host = await SshHost.StartAsync();
        SshNode node = Node(host);
        byte[] content = [.. Enumerable.Range(0, 5000).Select(i => (byte)i), .. Encoding.UTF8.GetBytes("'ключ'\\n\n%b")];
        string path = Path.Combine(_folder, "config", "zzz 'quoted' $(touch x).hcl");

        await node.WriteAsync(path, content, FileAudience.Private, CancellationToken.None);

        byte[]? read = await node.ReadAsync(path, CancellationToken.None);
        Assert.Equal(content, read);
        Assert.Equal([path], await node.ListAsync(Path.Combine(_folder, "config"), CancellationToken.None));
        Assert.Equal("600 700", Modes(path));
        await node.WriteAsync(path, [], FileAudience.Public, CancellationToken.None);
        Assert.Empty((await node.ReadAsync(path, CancellationToken.None))!);
        Assert.Equal("644 700", Modes(path));
        await node.DeleteAsync(path, CancellationToken.None);
        await node.DeleteAsync(path, CancellationToken.None);
        Assert.Null(await node.ReadAsync(path, CancellationToken.None));
        Assert.Empty(await node.ListAsync(Path.Combine(_folder, "nothing"), CancellationToken.None));
    }

    [SshFact(DisplayName = "What is written is not among the arguments of any process")]
    public async Task NoArguments()
    {
        await using SshHost host = await SshHost.StartAsync();
        const string Secret = "s3cr3t-of-the-gossip";
        string path = Path.Combine(_folder, "key");
        using var watch = new CancellationTokenSource();
        Task<bool> seen = Task.Run(() => IsInAnyArgument([Secret, "\\0163"], watch.Token));

        for (int i = 0; i < 10; i++)
        {
            await Node(host).WriteAsync(path, Encoding.ASCII.GetBytes(Secret), FileAudience.Private, CancellationToken.None);
        }

        await watch.CancelAsync();
        Assert.False(await seen);
        Assert.Equal(Secret, await File.ReadAllTextAsync(path));
    }

    [SshFact(DisplayName = "A new file belongs to who owns the agent's data; one that was there keeps its owner")]
    public async Task Owners()
    {
        await using SshHost host = await SshHost.StartAsync();
        string data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName, old = Path.Combine(_folder, "old"), made = Path.Combine(_folder, "new");
        await File.WriteAllTextAsync(old, "old");
        await Run("chown", "65534:65534", data);
        await Run("chown", "1:1", old);

        await Node(host, data).WriteAsync(made, [1], FileAudience.Private, CancellationToken.None);
        await Node(host, data).WriteAsync(old, [2], FileAudience.Private, CancellationToken.None);

        Assert.Equal("65534:65534 600", await Run("stat", "-c", "%u:%g %a", made));
        Assert.Equal("1:1 600", await Run("stat", "-c", "%u:%g %a", old));
    }

    [SshFact(DisplayName = "A host whose key is not known is refused, and so is one that is not there")]
    public async Task Refused()
    {
        await using SshHost host = await SshHost.StartAsync();
        host.Forget();

        ConsulSecurityException unknown = await Assert.ThrowsAsync<ConsulSecurityException>(() => Node(host).ListAsync("/etc", CancellationToken.None));
        ConsulSecurityException absent = await Assert.ThrowsAsync<ConsulSecurityException>(
            () => new SshNode(Info("nowhere.invalid"), host).ListAsync("/etc", CancellationToken.None));

        Assert.Equal(("NodeUnreachable", "NodeUnreachable"), (unknown.ErrorId, absent.ErrorId));
        Assert.Contains("Host key verification failed", unknown.Detail, StringComparison.Ordinal);
        Assert.Contains("'ssh nowhere.invalid true'", absent.Message, StringComparison.Ordinal);
    }

    [SshFact(DisplayName = "A command that fails and a folder that may not be written are told with what the host said")]
    public async Task Failures()
    {
        await using SshHost host = await SshHost.StartAsync();

        ConsulSecurityException command = await Assert.ThrowsAsync<ConsulSecurityException>(() => Node(host).StopAsync(CancellationToken.None));
        ConsulSecurityException file = await Assert.ThrowsAsync<ConsulSecurityException>(
            () => Node(host).WriteAsync("/proc/nothing/here", [1], FileAudience.Public, CancellationToken.None));

        Assert.Equal(("NodeCommandFailed", "stopping went wrong"), (command.ErrorId, command.Detail));
        Assert.Equal("NodeFileUnreadable", file.ErrorId);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ConsulNode Info(string destination, string? data = null) => new()
    {
        Name = "far",
        Address = "127.0.0.1",
        SshDestination = destination,
        DataFolder = data,
        StopCommand = "echo 'stopping went wrong' >&2; exit 3",
    };

    private static SshNode Node(SshHost host, string? data = null) => new(Info("lab-host", data), host);

    private static bool IsInAnyArgument(string[] words, CancellationToken end)
    {
        bool seen = false;
        while (!end.IsCancellationRequested)
        {
            foreach (string process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
            {
                try
                {
                    string line = File.ReadAllText(Path.Combine(process, "cmdline"));
                    seen |= Array.Exists(words, word => line.Contains(word, StringComparison.Ordinal));
                }
                catch (IOException)
                {
                    // It has ended meanwhile.
                }
            }
        }

        return seen;
    }

    private static string Modes(string path) => string.Join(' ', new[] { path, Path.GetDirectoryName(path)! }.Select(p => Convert.ToString((int)File.GetUnixFileMode(p), 8)));

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }
}
