using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Lab;

/// <summary>
/// Hosts that have a network of their own, joined by a switch that nothing else is on: network namespaces of Linux. Needs root, and the
/// <c>ip</c> command.
/// </summary>
public sealed class NamespaceLab : IAsyncDisposable
{
    private const int NewNetwork = 0x40000000;

    private static readonly Lazy<string?> s_unavailable = new(FindOut, LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly string _prefix = $"cs{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..4]}";
    private readonly List<string> _hosts = [];
    private readonly List<Process> _processes = [];

    private NamespaceLab()
    {
        Folder = Directory.CreateTempSubdirectory("consul-lab-").FullName;
        Watchdog.AddFolder(Folder);
    }

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Unavailable => s_unavailable.Value;

    /// <summary>The private folder of the lab; gone with it.</summary>
    public string Folder { get; }

    /// <summary>Makes the hosts; the first gets 10.77.0.1 and fd77::1.</summary>
    /// <param name="hosts">Their names, of up to four letters.</param>
    public static async Task<NamespaceLab> CreateAsync(params string[] hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        var lab = new NamespaceLab();
        try
        {
            await lab.AddSwitchAsync();
            foreach (string host in hosts)
            {
                await lab.AddHostAsync(host);
            }

            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>The name of a host's namespace, for <c>ip netns exec</c>.</summary>
    /// <param name="host">The host.</param>
    public string Namespace(string host) => $"{_prefix}-{host}";

    /// <summary>A host's IPv4 address.</summary>
    /// <param name="host">The host.</param>
    public string Address(string host) => $"10.77.0.{_hosts.IndexOf(host) + 1}";

    /// <summary>A host's IPv6 address.</summary>
    /// <param name="host">The host.</param>
    public string Address6(string host) => $"fd77::{_hosts.IndexOf(host) + 1}";

    /// <summary>Runs a program on a host and gives what it printed.</summary>
    /// <param name="host">The host.</param>
    /// <param name="command">The program and its arguments.</param>
    public Task<string> RunAsync(string host, params string[] command) => RunAsync(["ip", "netns", "exec", Namespace(host), .. command]);

    /// <summary>Starts a program on a host; it ends with the lab.</summary>
    /// <param name="host">The host.</param>
    /// <param name="logFile">Where it prints to.</param>
    /// <param name="command">The program and its arguments.</param>
    public Process Start(string host, string logFile, params string[] command)
    {
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1 < /dev/null", "sh", logFile, "ip", "netns", "exec", Namespace(host), .. command]);
        start.Environment["CHECKPOINT_DISABLE"] = "1";
        Process process = Process.Start(start)!;
        Watchdog.Add(process);
        _processes.Add(process);
        return process;
    }

    /// <summary>Does something on a thread whose new sockets are in the host's network; it must not be asynchronous.</summary>
    /// <param name="host">The host.</param>
    /// <param name="work">What to do.</param>
    public T Inside<T>(string host, Func<T> work)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Enter(Namespace(host));
                result = work();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result : throw new LabException($"On host '{host}': {failure.Message}", failure);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Process process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            Watchdog.Remove(process);
            process.Dispose();
        }

        foreach (string name in _hosts.Append("hub"))
        {
            await RunAsync(["sh", "-c", $"ip netns del {Namespace(name)} 2>/dev/null || true"]);
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static void Enter(string name)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle($"/run/netns/{name}");
        if (SetNamespace(file.DangerousGetHandle().ToInt32(), NewNetwork) != 0)
        {
            throw new LabException($"The namespace '{name}' cannot be entered: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNamespace(int file, int kind);

    private static string? FindOut()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "network namespaces are a thing of Linux";
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return "network namespaces need root";
        }

        string name = $"cs{Environment.ProcessId}-try";
        try
        {
            RunAsync(["ip", "netns", "add", name]).GetAwaiter().GetResult();
            RunAsync(["ip", "netns", "exec", name, "nft", "list", "ruleset"]).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception exception) when (exception is LabException or System.ComponentModel.Win32Exception)
        {
            return $"network namespaces with nftables cannot be made here: {exception.Message}";
        }
        finally
        {
            RunAsync(["sh", "-c", $"ip netns del {name} 2>/dev/null || true"]).GetAwaiter().GetResult();
        }
    }

    private static async Task<string> RunAsync(string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new LabException($"'{string.Join(' ', command)}': {(await errors).Trim()}");
    }

    private async Task AddSwitchAsync()
    {
        await RunAsync(["ip", "netns", "add", Namespace("hub")]);
        await RunAsync("hub", "ip", "link", "add", "switch", "type", "bridge");
        await RunAsync("hub", "ip", "link", "set", "switch", "up");
    }

    private async Task AddHostAsync(string host)
    {
        _hosts.Add(host);
        await RunAsync(["ip", "netns", "add", Namespace(host)]);
        await RunAsync("hub", "ip", "link", "add", "name", $"to-{host}", "type", "veth", "peer", "name", "eth0", "netns", Namespace(host));
        await RunAsync("hub", "ip", "link", "set", $"to-{host}", "master", "switch", "up");
        await RunAsync(host, "ip", "link", "set", "lo", "up");
        await RunAsync(host, "ip", "address", "add", $"{Address(host)}/24", "dev", "eth0");
        await RunAsync(host, "ip", "address", "add", $"{Address6(host)}/64", "dev", "eth0", "nodad");
        await RunAsync(host, "ip", "link", "set", "eth0", "up");
    }
}
