using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Integration.Tests.Rollout;

/// <summary>A real sshd on a loopback port, with keys and known hosts of its own, and the client's configuration for it.</summary>
internal sealed class SshHost : ICommandRunner, IAsyncDisposable
{
    private const string Daemon = "/usr/sbin/sshd";
    private readonly string _folder = Directory.CreateTempSubdirectory("consulsecurity-sshd-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    /// <summary>Why there is none; null where there is.</summary>
    public static string? Unavailable => File.Exists(Daemon) ? null : "There is no sshd (openssh-server).";

    public static async Task<SshHost> StartAsync()
    {
        var host = new SshHost();
        await host.RunAsync("ssh-keygen", $"-q -t ed25519 -N \"\" -f {host._folder}/host", null);
        await host.RunAsync("ssh-keygen", $"-q -t ed25519 -N \"\" -f {host._folder}/client", null);
        File.Copy($"{host._folder}/client.pub", $"{host._folder}/authorized");
        string key = File.ReadAllText($"{host._folder}/host.pub");
        File.WriteAllText($"{host._folder}/known", $"[127.0.0.1]:{host._port} {key}");
        File.WriteAllText($"{host._folder}/sshd.conf", $"""
            Port {host._port}
            ListenAddress 127.0.0.1
            HostKey {host._folder}/host
            AuthorizedKeysFile {host._folder}/authorized
            PidFile none
            PermitRootLogin yes
            StrictModes no
            UsePAM no

            """);
        host.WriteClient(known: "known");
        Directory.CreateDirectory("/run/sshd");
        host._process = Process.Start(new ProcessStartInfo(Daemon, ["-D", "-e", "-f", $"{host._folder}/sshd.conf"]) { RedirectStandardError = true })!;
        Watchdog.Add(host._process);
        await Poll.UntilAsync(() => Task.FromResult(host.Complaint()), TimeSpan.FromSeconds(10), CancellationToken.None);
        return host;
    }

    /// <summary>The client no longer knows the host's key.</summary>
    public void Forget() => WriteClient(known: "nothing");

    /// <inheritdoc/>
    public Task<CommandResult> RunAsync(string program, string arguments, string? input, CancellationToken cancellation = default) =>
        CommandRunner.Instance.RunAsync(program, program == "ssh" ? $"-F {_folder}/client.conf {arguments}" : arguments, input, cancellation);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("ssh", $"-o \"ControlPath={Home}/.ssh/consulsec-%C\" -O exit lab-host", null);
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            Watchdog.Remove(_process);
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void WriteClient(string known) => File.WriteAllText($"{_folder}/client.conf", $"""
        Host lab-host
            HostName 127.0.0.1
            Port {_port}
            User {Environment.UserName}
            IdentityFile {_folder}/client
            IdentitiesOnly yes
            UserKnownHostsFile {_folder}/{known}
            GlobalKnownHostsFile none

        """);

    private string? Complaint()
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, _port);
            return null;
        }
        catch (SocketException e)
        {
            return e.Message;
        }
    }
}
