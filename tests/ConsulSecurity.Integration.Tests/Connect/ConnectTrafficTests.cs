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
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Connect;

/// <summary>Traffic between two small programs through two real sidecars, the built-in proxy of Consul 1.8.</summary>
public sealed class ConnectTrafficTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly List<Process> _proxies = [];
    private readonly EchoServer _api = new();
    private ConsulCluster _cluster = null!;

    private ConsulClient Client => new(new ConsulConnection(_cluster["s1"].HttpAddress));

    public async Task InitializeAsync() => _cluster = await ConsulCluster.StartServerAsync("connect { enabled = true }");

    public async Task DisposeAsync()
    {
        foreach (Process proxy in _proxies)
        {
            proxy.Kill();
            await proxy.WaitForExitAsync();
            proxy.Dispose();
        }

        await _cluster.DisposeAsync();
    }

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_refused_pair_passes_once_its_intention_allows_it_and_is_refused_again_after()
    {
        int upstream = await StartMeshAsync();
        await Poll.UntilAsync(async () => await EchoServer.AnswersAsync(upstream) ? null : $"no traffic under default allow\n{ProxyLogs()}", s_patience);

        await SetAsync("*", "*", IntentionAction.Deny);
        await Poll.UntilAsync(async () => await EchoServer.AnswersAsync(upstream) ? "traffic passes" : null, s_patience);
        Assert.False(await AuthorizeAsync());

        await SetAsync("web", "api", IntentionAction.Allow);
        await Poll.UntilAsync(async () => await EchoServer.AnswersAsync(upstream) ? null : "no traffic", s_patience);
        Assert.True(await AuthorizeAsync());

        await SetAsync("web", "api", IntentionAction.Deny);
        await Poll.UntilAsync(async () => await EchoServer.AnswersAsync(upstream) ? "traffic passes" : null, s_patience);
        Assert.False(await AuthorizeAsync());
    }

    private async Task<int> StartMeshAsync()
    {
        int upstream = FreePort();
        var services = new AgentServiceApi(Client);
        foreach (ConsulServiceDefinition definition in new ConsulServiceDefinition[]
        {
            new() { Name = "api", Id = "api", Port = _api.Port, SidecarPort = FreePort() },
            new() { Name = "web", Id = "web", Port = FreePort(), SidecarPort = FreePort(), Upstream = [new() { Name = "api", Port = upstream }] },
        })
        {
            JObject body = ServiceDefinitions.ToApi(definition);
            await services.RegisterAsync(body, null, CancellationToken.None);
            _proxies.Add(StartProxy(definition.Name));
        }

        return upstream;
    }

    private Process StartProxy(string service)
    {
        string log = Path.Combine(_cluster.Folder, $"{service}-proxy.log");
        return Process.Start(new ProcessStartInfo(
            "/bin/sh",
            ["-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1 < /dev/null", "sh", log, ConsulBinary.Path, "connect", "proxy", $"-http-addr={_cluster["s1"].HttpAddress.Authority}", "-sidecar-for", service]))!;
    }

    private string ProxyLogs() => string.Join('\n', Directory.GetFiles(_cluster.Folder, "*-proxy.log").Select(File.ReadAllText));

    private async Task SetAsync(string source, string destination, IntentionAction action)
    {
        var intentions = new Intentions(Client, SilentLog.Instance);
        var wanted = new ConsulIntention { Source = source, Destination = destination, Action = action };
        foreach (IntentionChange change in await intentions.PlanAsync([wanted], prune: false, CancellationToken.None))
        {
            await intentions.ApplyAsync(change, CancellationToken.None);
        }
    }

    // What the agent says to the destination's proxy, with the real certificate's name and number.
    private async Task<bool> AuthorizeAsync()
    {
        JObject leaf = await Client.SendAsync<JObject>(ConsulRequest.Get("agent/connect/ca/leaf/web"), CancellationToken.None);
        var question = new JObject { ["Target"] = "api", ["ClientCertURI"] = leaf["ServiceURI"], ["ClientCertSerial"] = leaf["SerialNumber"] };
        ConsulRequest request = ConsulRequest.Post("agent/connect/authorize").WithBody(question.ToString());
        return (bool)(await Client.SendAsync<JObject>(request, CancellationToken.None))["Authorized"]!;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
