using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Loader;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Consul;

public class ConsulClientTests
{
    private const string Token = "11111111-2222-3333-4444-555555555555";

    [Fact]
    public async Task A_token_is_sent_and_appears_nowhere()
    {
        await using ConsulCluster cluster = await StartWithAclsAsync();
        var log = new RecordingLog();

        ConsulConnection good = await IntroduceAsync(cluster["s1"].HttpAddress, Token, log);
        ConsulConnection none = await IntroduceAsync(cluster["s1"].HttpAddress, null, log);
        var wrong = await Assert.ThrowsAsync<ConsulApiException>(() => IntroduceAsync(cluster["s1"].HttpAddress, "marker-3f1b", log));

        Assert.Equal(("s1", "1.8.7", "dc1", true), (good.NodeName, good.Version, good.AgentDatacenter, good.IsServer));
        Assert.Null(none.NodeName);
        Assert.Equal("ConsulTokenUnknown", wrong.ErrorId);
        Assert.DoesNotContain("marker-3f1b", wrong + log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, log.Text, StringComparison.Ordinal);
        Assert.Contains("GET /v1/agent/self: 200", log.Lines);
    }

    [Fact]
    public async Task What_Consul_refuses_becomes_an_error_of_its_kind()
    {
        await using ConsulCluster cluster = await StartWithAclsAsync();
        ConsulClient nobody = Client(cluster["s1"].HttpAddress, null);
        ConsulClient manager = Client(cluster["s1"].HttpAddress, Token);

        Assert.Equal("ConsulPermissionDenied", await ErrorIdAsync(nobody, ConsulRequest.Get("agent/self")));
        Assert.Equal("ConsulPermissionDenied", await ErrorIdAsync(nobody, ConsulRequest.Get("operator/keyring")));
        Assert.Equal("ConsulNotFound", await ErrorIdAsync(manager, ConsulRequest.Get("agent/version")));
        Assert.Equal("ConsulRequestFailed", await ErrorIdAsync(manager, ConsulRequest.Put("acl/policy").WithBody("{}")));

        await using ConsulCluster plain = await ConsulCluster.StartServerAsync("""http_config { block_endpoints = ["/v1/catalog/nodes"] }""");
        ConsulClient client = Client(plain["s1"].HttpAddress, null);
        Assert.Equal("ConsulAclDisabled", await ErrorIdAsync(client, ConsulRequest.Get("acl/tokens")));
        Assert.Equal("ConsulEndpointBlocked", await ErrorIdAsync(client, ConsulRequest.Get("catalog/nodes")));
    }

    [Fact]
    public async Task A_unix_socket_serves_as_well()
    {
        HttpTransport.UnixSocketHandler = UnixSocketHandler.Create;
        string socket = Path.Combine(Path.GetTempPath(), $"consul-{Guid.NewGuid():N}.sock");
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new()
        {
            NodeConfiguration = agent => $$"""addresses { http = "{{agent.Address}} unix://{{socket}}" }""",
        });

        ConsulConnection connection = await IntroduceAsync(new Uri("unix://" + socket), null, new RecordingLog());

        Assert.Equal("s1", connection.NodeName);
        Assert.Equal("unix://" + socket, connection.ToString());
    }

    [Fact]
    public async Task Without_a_majority_the_error_says_so_and_reads_go_on_when_it_is_back()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new() { Servers = 3 });
        ConsulAgent last = cluster["s3"];
        await cluster["s1"].KillAsync();
        await cluster["s2"].KillAsync();
        ConsulRequest request = ConsulRequest.Get("kv/x").WithQuery("consistent");
        var client = new ConsulClient(new ConsulConnection(last.HttpAddress), retry: new RetryPolicy { WhileUnavailable = TimeSpan.Zero });

        // The old leader may answer for a moment more; what is asked after it has stepped down is refused.
        var error = await Assert.ThrowsAsync<ConsulApiException>(async () =>
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (!deadline.IsCancellationRequested)
            {
                try
                {
                    await client.SendAsync(request, deadline.Token);
                }
                catch (ConsulApiException e) when (e.ErrorId != "ConsulNoLeader")
                {
                    await Task.Delay(100, deadline.Token);
                }
            }
        });
        Assert.Equal("ConsulNoLeader", error.ErrorId);
        Assert.Equal(ConsulErrorKind.Unavailable, error.Kind);

        Task<string> patient = new ConsulClient(
                new ConsulConnection(last.HttpAddress), retry: new RetryPolicy { WhileUnavailable = TimeSpan.FromMinutes(1) })
            .SendAsync(ConsulRequest.Put("kv/x").WithBody("1"), CancellationToken.None)
            .ContinueWith(answer => answer.Result.Body.Trim(), TaskScheduler.Default);
        cluster["s1"].Start();
        Assert.Equal("true", await patient);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_said_in_one_sentence_and_a_wait_can_be_ended()
    {
        var address = new Uri("http://127.0.0.1:1");
        var client = new ConsulClient(new ConsulConnection(address), retry: new RetryPolicy { WhileUnreachable = TimeSpan.Zero });
        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => client.SendAsync(ConsulRequest.Get("agent/self"), CancellationToken.None));
        Assert.Equal("ConsulUnreachable", error.ErrorId);
        Assert.Equal(
            "Nothing answers at 'http://127.0.0.1:1': check the address, and that the agent runs and listens there.", error.Message);

        var patient = new ConsulClient(new ConsulConnection(address), retry: new RetryPolicy { WhileUnreachable = TimeSpan.FromHours(1) });
        using var stop = new CancellationTokenSource();
        Task<ConsulAnswer> asked = patient.SendAsync(ConsulRequest.Get("agent/self"), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    private static Task<ConsulCluster> StartWithAclsAsync() => ConsulCluster.StartAsync(new()
    {
        Token = Token,
        Configuration = $$"""
            acl {
              enabled = true
              default_policy = "deny"
              tokens { master = "{{Token}}" }
            }
            """,
    });

    private static ConsulClient Client(Uri address, string? token, RecordingLog? log = null) => new(
        new ConsulConnection(address) { Token = token is null ? null : SecureText.Hide(token) }, log);

    private static Task<ConsulConnection> IntroduceAsync(Uri address, string? token, RecordingLog log) =>
        new AgentApi(Client(address, token, log)).IntroduceAsync(CancellationToken.None);

    private static async Task<string> ErrorIdAsync(ConsulClient client, ConsulRequest request) =>
        (await Assert.ThrowsAsync<ConsulApiException>(() => client.SendAsync(request, CancellationToken.None))).ErrorId;
}
