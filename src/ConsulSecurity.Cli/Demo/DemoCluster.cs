using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Cli;

/// <summary>
/// Three servers and two clients on loopback addresses, wide open, with two services: real agents of the machine's Consul. A shell of its own
/// ends them and takes their files away when this process ends, however it does.
/// </summary>
internal sealed class DemoCluster : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly string[] s_names = ["s1", "s2", "s3", "c1", "c2"];

    private readonly string _binary;
    private readonly string _network;
    private readonly Process _janitor;

    private DemoCluster(string binary)
    {
        _binary = binary;
        Folder = Directory.CreateTempSubdirectory("consulsec-demo-").FullName;
        _network = string.Create(CultureInfo.InvariantCulture, $"127.{Random.Shared.Next(64, 250)}.{Random.Shared.Next(1, 250)}.");
        Nodes = [.. s_names.Select((name, i) => Node(name, _network + (i + 1)))];
        _janitor = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", JanitorScript]) { RedirectStandardInput = true, UseShellExecute = false })!;
    }

    public string Folder { get; }

    public IReadOnlyList<ConsulNode> Nodes { get; }

    public IReadOnlyList<string> Clients => [.. Nodes.Where(node => !node.IsServer).Select(node => node.Address)];

    // Our end of its input closes with us. Only processes that run with our folder are ended.
    private string JanitorScript =>
        "trap '' INT TERM HUP; cat > /dev/null; "
        + $"for f in {Folder}/*/pid; do p=$(cat \"$f\"); grep -aq '{Folder}' \"/proc/$p/cmdline\" 2>/dev/null && kill -KILL \"$p\"; done; rm -rf '{Folder}'";

    public static async Task<DemoCluster> StartAsync(string binary, CancellationToken cancellation)
    {
        var cluster = new DemoCluster(binary);
        try
        {
            foreach (ConsulNode node in cluster.Nodes)
            {
                cluster.Configure(node);
                using Process start = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", node.StartCommand!]) { UseShellExecute = false })!;
                await start.WaitForExitAsync(cancellation).ConfigureAwait(false);
            }

            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            await cluster.WaitAsync(http, cancellation).ConfigureAwait(false);
            await RegisterAsync(http, cluster.Clients[0], "web", 8080, cancellation).ConfigureAwait(false);
            await RegisterAsync(http, cluster.Clients[1], "api", 9090, cancellation).ConfigureAwait(false);
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _janitor.StandardInput.Close();
        _janitor.WaitForExit(10_000);
        _janitor.Dispose();
    }

    private ConsulNode Node(string name, string address)
    {
        string folder = Path.Combine(Folder, name), pid = Path.Combine(folder, "pid");
        bool isServer = name[0] == 's';
        const string Alive = "alive() { [ -n \"$1\" ] && grep -q '^State:.[^ZX]' /proc/$1/status 2>/dev/null; }";
        return new ConsulNode
        {
            Name = name,
            Address = address,
            IsServer = isServer,
            ConfigurationFolder = Path.Combine(folder, "config"),
            DataFolder = Path.Combine(folder, "data"),
            StartCommand = $"{Alive}; alive \"$(cat {pid} 2>/dev/null)\" && exit 0; "
                + $"CHECKPOINT_DISABLE=1 setsid {_binary} agent -config-dir {folder}/config >> {folder}/log 2>&1 < /dev/null & echo $! > {pid}",
            StopCommand = $"{Alive}; i=$(cat {pid}); kill -{(isServer ? "TERM" : "KILL")} $i 2>/dev/null; while alive \"$i\"; do sleep 0.02; done",
            ReloadCommand = $"kill -HUP $(cat {pid})",
        };
    }

    private void Configure(ConsulNode node)
    {
        Directory.CreateDirectory(node.ConfigurationFolder);
        Directory.CreateDirectory(node.DataFolder!);
        string join = string.Join(", ", Nodes.Where(n => n.IsServer).Select(n => $"\"{n.Address}\""));
        File.WriteAllText(Path.Combine(node.ConfigurationFolder, "agent.hcl"), $$"""
            node_name = "{{node.Name}}"
            datacenter = "dc1"
            data_dir = "{{node.DataFolder}}"
            bind_addr = "{{node.Address}}"
            client_addr = "{{node.Address}}"
            retry_join = [{{join}}]
            retry_interval = "1s"
            disable_update_check = true
            {{(node.IsServer ? "server = true\nbootstrap_expect = 3" : string.Empty)}}
            """);
    }

    private async Task WaitAsync(HttpClient http, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                var members = await http.GetFromJsonAsync<object[]>(new Uri($"http://{Clients[1]}:8500/v1/catalog/nodes"), cancellation).ConfigureAwait(false);
                if (members?.Length == Nodes.Count)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested && clock.Elapsed < s_patience)
            {
                // Not yet.
            }

            if (clock.Elapsed > s_patience)
            {
                throw new ConsulSecurityException("DemoClusterSilent", ConsulErrorKind.Timeout, $"The demo's cluster in '{Folder}' did not come up in a minute: see the logs in it.");
            }

            await Task.Delay(100, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task RegisterAsync(HttpClient http, string agent, string service, int port, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await http.PutAsJsonAsync(
            new Uri($"http://{agent}:8500/v1/agent/service/register"), new { Name = service, Port = port }, cancellation).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }
}
