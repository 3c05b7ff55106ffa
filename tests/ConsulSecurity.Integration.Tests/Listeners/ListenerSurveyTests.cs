using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Listeners;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Listeners;

public class ListenerSurveyTests
{
    [Fact]
    public async Task Applications_beyond_loopback_are_found_on_a_real_host_and_the_agent_is_as_declared()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync("connect { enabled = true }");
        var client = new ConsulClient(new ConsulConnection(cluster["s1"].HttpAddress));
        using Socket open4 = Listen("0.0.0.0");
        using Socket open6 = Listen("::");
        using Socket loop4 = Listen("127.0.0.1");
        using Socket loop6 = Listen("::1");
        Socket[] all = [open4, open6, loop4, loop6];
        for (int i = 0; i < all.Length; i++)
        {
            JObject definition = JObject.FromObject(new { Name = $"app{i}", Port = Port(all[i]), Connect = new { SidecarService = new { } } });
            await new AgentServiceApi(client).RegisterAsync(definition, null, CancellationToken.None);
        }

        IReadOnlyList<ListenerFinding> findings = await ListenerSurvey.JudgeAsync(client, new ProcSocketTable(), SilentLog.Instance, CancellationToken.None);

        Assert.Equal(
            [Port(open4), Port(open6)],
            findings.Where(f => f.Id == "MSH-25" && f.Outcome == FindingOutcome.Fail).Select(f => f.Port));
        Assert.All(findings.Where(f => f.Id == "MSH-25"), f => Assert.Equal(System.Environment.ProcessId, f.ProcessId));
        ListenerFinding[] agent = [.. findings.Where(f => f.Id == "NET-23")];
        Assert.Equal([8300, 8301, 8301, 8302, 8302, 8500, 8600, 8600], agent.Select(f => f.Port).Order());
        Assert.All(agent, f => Assert.Equal((FindingOutcome.Pass, cluster["s1"].ProcessId), (f.Outcome, f.ProcessId)));
    }

    [NamespaceFact]
    public async Task An_agent_of_another_host_is_not_taken_for_this_one()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync();
        await using NamespaceLab lab = await NamespaceLab.CreateAsync("a");
        IReadOnlyList<ListeningSocket> there = lab.Inside("a", () => new ProcSocketTable().Read());

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => ListenerSurvey.JudgeAsync(
            new ConsulClient(new ConsulConnection(cluster["s1"].HttpAddress)), new FixedTable(there), SilentLog.Instance, CancellationToken.None));

        Assert.Equal("AgentOnAnotherHost", error.ErrorId);
    }

    private static Socket Listen(string address)
    {
        IPAddress ip = IPAddress.Parse(address);
        var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(ip, 0));
        socket.Listen();
        return socket;
    }

    private static int Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    private sealed class FixedTable(IReadOnlyList<ListeningSocket> sockets) : ISocketTable
    {
        public Task<IReadOnlyList<ListeningSocket>> ReadAsync(CancellationToken cancellation) => Task.FromResult(sockets);
    }
}
