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
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Integration.Tests.Connect;

/// <summary>
/// A cluster with two small programs, 'web' and 'api', that talk through two real sidecars: the built-in proxy of Consul 1.8.
/// </summary>
internal sealed class MeshLab : IAsyncDisposable
{
    private readonly List<Process> _proxies = [];
    private readonly EchoServer _api = new();
    private readonly EchoServer _web = new();

    private readonly string? _token;

    private MeshLab(ConsulCluster cluster, string? token)
    {
        Cluster = cluster;
        _token = token;
    }

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public ConsulCluster Cluster { get; }

    /// <summary>Where 'web' reaches 'api', through both sidecars.</summary>
    public int Upstream { get; } = FreePort();

    /// <summary>The agent of the sidecars: the last one.</summary>
    public ConsulAgent Agent => Cluster.Agents[^1];

    public ConsulConnection Connection => field ??= new(Agent.HttpAddress) { Token = _token is null ? null : SecureText.Hide(_token) };

    public ConsulClient Client => new(Connection);

    /// <summary>Starts it all; where the options have a token, each service gets one of its own that may do nothing else.</summary>
    public static async Task<MeshLab> StartAsync(ConsulClusterOptions options)
    {
        var mesh = new MeshLab(await ConsulCluster.StartAsync(options), options.Token);
        try
        {
            await mesh.RegisterAsync();
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until 'web' gets through to 'api', or no longer does.</summary>
    public Task UntilAsync(bool passes) => Poll.UntilAsync(
        async () => await EchoServer.AnswersAsync(Upstream) == passes ? null : $"{(passes ? "no traffic" : "traffic passes")}\n{ProxyLogs()}", Patience);

    private string ProxyLogs() => string.Join('\n', Directory.GetFiles(Cluster.Folder, "*-proxy.log").Select(File.ReadAllText));

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
            string? token = _token is null ? null : await MakeTokenAsync(definition.Name);
            await services.RegisterAsync(ServiceDefinitions.ToApi(definition), token is null ? null : SecureText.Hide(token), CancellationToken.None);
            _proxies.Add(StartProxy(definition.Name, token));
        }
    }

    private async Task<string> MakeTokenAsync(string service)
    {
        JObject order = JObject.FromObject(new { ServiceIdentities = new[] { new { ServiceName = service } } });
        JObject made = await Client.SendAsync<JObject>(ConsulRequest.Put("acl/token").WithBody(order.ToString()), CancellationToken.None);
        return (string)made["SecretID"]!;
    }

    private Process StartProxy(string service, string? token)
    {
        string[] more = [];
        if (token is not null)
        {
            string file = Path.Combine(Cluster.Folder, $"{service}.token");
            File.WriteAllText(file, token);
            more = ["-token-file", file];
        }

        string log = Path.Combine(Cluster.Folder, $"{service}-proxy.log");
        return Process.Start(new ProcessStartInfo(
            "/bin/sh",
            ["-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1 < /dev/null", "sh", log, ConsulBinary.Path, "connect", "proxy", $"-http-addr={Agent.HttpAddress.Authority}", "-sidecar-for", service, .. more]))!;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
