using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;

namespace ConsulSecurity.Integration.Tests.Connect;

/// <summary>
/// A cluster with two small programs, 'web' and 'api', that talk through two real sidecars: the built-in proxy of Consul 1.8.
/// </summary>
internal sealed class MeshLab : IAsyncDisposable
{
    private readonly List<Process> _proxies = [];
    private readonly EchoServer _api = new();
    private readonly EchoServer _web = new();

    private MeshLab(ConsulCluster cluster) => Cluster = cluster;

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public ConsulCluster Cluster { get; }

    /// <summary>Where 'web' reaches 'api', through both sidecars.</summary>
    public int Upstream { get; } = FreePort();

    /// <summary>The agent of the sidecars: the last one.</summary>
    public ConsulAgent Agent => Cluster.Agents[^1];

    public ConsulConnection Connection => field ??= new(Agent.HttpAddress);

    public ConsulClient Client => new(Connection);

    public static async Task<MeshLab> StartAsync(ConsulClusterOptions options)
    {
        var mesh = new MeshLab(await ConsulCluster.StartAsync(options));
        try
        {
            await mesh.RegisterAsync();
            await Poll.UntilAsync(
                async () => await EchoServer.AnswersAsync(mesh.Upstream) ? null : $"no traffic under default allow\n{mesh.ProxyLogs()}", Patience);
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    public string ProxyLogs() => string.Join('\n', Directory.GetFiles(Cluster.Folder, "*-proxy.log").Select(File.ReadAllText));

    public async ValueTask DisposeAsync()
    {
        foreach (Process proxy in _proxies)
        {
            proxy.Kill();
            await proxy.WaitForExitAsync();
            proxy.Dispose();
        }

        _api.Dispose();
        _web.Dispose();
        await Cluster.DisposeAsync();
    }

    private async Task RegisterAsync()
    {
        var services = new AgentServiceApi(Client);
        foreach (ConsulServiceDefinition definition in new ConsulServiceDefinition[]
        {
            new() { Name = "api", Id = "api", Port = _api.Port, SidecarPort = FreePort() },
            new() { Name = "web", Id = "web", Port = _web.Port, SidecarPort = FreePort(), Upstream = [new() { Name = "api", Port = Upstream }] },
        })
        {
            await services.RegisterAsync(ServiceDefinitions.ToApi(definition), null, CancellationToken.None);
            _proxies.Add(StartProxy(definition.Name));
        }
    }

    private Process StartProxy(string service)
    {
        string log = Path.Combine(Cluster.Folder, $"{service}-proxy.log");
        return Process.Start(new ProcessStartInfo(
            "/bin/sh",
            ["-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1 < /dev/null", "sh", log, ConsulBinary.Path, "connect", "proxy", $"-http-addr={Agent.HttpAddress.Authority}", "-sidecar-for", service]))!;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
