using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Xunit;

namespace ConsulSecurity.Core.Tests.Consul;

public class ConsulClientRetryTests
{
    private readonly List<TimeSpan> _waits = [];

    [Theory]
    [InlineData("500 No cluster leader")]
    [InlineData("500 rpc error making call: The ACL system is currently in legacy mode.")]
    [InlineData("429 Too many")]
    public async Task What_was_surely_not_done_is_sent_again_even_for_a_write(string refusal)
    {
        using var agent = new FakeAgent(refusal, refusal, "200 true");

        ConsulAnswer answer = await SendAsync(agent, ConsulRequest.Post("acl/token").WithBody("{}"));

        Assert.Equal("true", answer.Body);
        Assert.Equal(3, agent.Requests.Count);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("500 rpc error making call: EOF")]
    [InlineData("500 leadership lost while committing log")]
    public async Task What_may_have_been_done_is_sent_again_only_where_that_is_safe(string loss)
    {
        using var forRead = new FakeAgent(loss, "200 true");
        using var forSafeWrite = new FakeAgent(loss, "200 true");
        using var forWrite = new FakeAgent(loss, "200 true");

        await SendAsync(forRead, ConsulRequest.Get("kv/x"));
        await SendAsync(forSafeWrite, ConsulRequest.Put("kv/x").WithBody("1").Repeatable());
        await Assert.ThrowsAnyAsync<ConsulSecurityException>(() => SendAsync(forWrite, ConsulRequest.Put("acl/token").WithBody("{}")));

        Assert.Equal(2, forRead.Requests.Count);
        Assert.Equal(2, forSafeWrite.Requests.Count);
        Assert.Single(forWrite.Requests);
    }

    [Theory]
    [InlineData("400 Bad request")]
    [InlineData("403 Permission denied")]
    [InlineData("500 Invalid Policy: no Name is set")]
    public async Task What_would_not_change_is_not_asked_again(string refusal)
    {
        using var agent = new FakeAgent(refusal, "200 true");

        await Assert.ThrowsAsync<ConsulApiException>(() => SendAsync(agent, ConsulRequest.Get("x")));

        Assert.Single(agent.Requests);
        Assert.Empty(_waits);
    }

    [Fact]
    public async Task Waits_grow_are_cut_off_and_end()
    {
        using var agent = new FakeAgent([.. Enumerable.Repeat("500 No cluster leader", 50)]);

        var error = await Assert.ThrowsAsync<ConsulApiException>(() => SendAsync(agent, ConsulRequest.Get("x")));

        Assert.Equal("ConsulNoLeader", error.ErrorId);
        Assert.Equal([100, 200, 400, 800, 1000, 1000], _waits.Take(6).Select(w => (int)w.TotalMilliseconds));
        Assert.InRange(_waits.Sum(w => w.TotalSeconds), 9, 10);
    }

    [Fact]
    public void Waits_are_spread_between_half_and_whole()
    {
        Assert.Equal(50, new RetryPolicy { Random = () => 0 }.WaitAfter(0).TotalMilliseconds);
        Assert.Equal(100, new RetryPolicy { Random = () => 1 }.WaitAfter(0).TotalMilliseconds);
    }

    [Fact]
    public async Task An_answer_that_is_not_Consuls_is_explained()
    {
        using var agent = new FakeAgent("200 <html>");

        var error = await Assert.ThrowsAsync<ConsulApiException>(async () => (await SendAsync(agent, ConsulRequest.Get("x"))).Read<string>());

        Assert.Equal("ConsulAnswerNotUnderstood", error.ErrorId);
    }

    private Task<ConsulAnswer> SendAsync(FakeAgent agent, ConsulRequest request) => new ConsulClient(
        new ConsulConnection(agent.Address),
        retry: new RetryPolicy
        {
            Random = () => 1,
            Delay = (wait, _) =>
            {
                _waits.Add(wait);
                return Task.CompletedTask;
            },
        }).SendAsync(request, CancellationToken.None);
}
