using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;
using ConsulSecurity.Core.Tests.Consul;
using Xunit;

namespace ConsulSecurity.Core.Tests.Connect;

/// <summary>The path of Consul 1.9 and later, against answers as its documentation shows them: the lab has 1.8.7 only.</summary>
public class IntentionEntryApiTests
{
    private const string Entry =
        """{"Kind":"service-intentions","Name":"api","Sources":[{"Name":"job","Action":"deny","Precedence":9,"Type":"consul"}],"JWT":{"Providers":[{"Name":"okta"}]},"CreateIndex":7,"ModifyIndex":9}""";

    private static readonly ConsulIntention s_web = new() { Source = "web", Destination = "api", Action = IntentionAction.Allow, Description = "shop" };

    [Fact]
    public async Task Servers_that_know_the_kind_are_written_to_by_entries_and_others_by_id()
    {
        using var newer = new FakeAgent("200 []");
        using var older = new FakeAgent("500 invalid config entry kind: service-intentions");

        Assert.IsType<IntentionEntryApi>(await IntentionApi.ForAsync(Client(newer), CancellationToken.None));
        Assert.IsType<IntentionByIdApi>(await IntentionApi.ForAsync(Client(older), CancellationToken.None));
    }

    [Fact]
    public async Task A_source_is_added_to_its_entry_and_the_rest_of_it_kept()
    {
        using var agent = new FakeAgent("200 " + Entry, "200 true");

        await new IntentionEntryApi(Client(agent)).SetAsync(s_web, null, CancellationToken.None);

        Assert.Equal(["GET /v1/config/service-intentions/api HTTP/1.1", "PUT /v1/config?cas=9 HTTP/1.1"], agent.Requests);
        Assert.Equal(
            """{"Kind":"service-intentions","Name":"api","Sources":[{"Name":"job","Action":"deny","Precedence":9,"Type":"consul"},{"Name":"web","Type":"consul","Description":"shop","Action":"allow"}],"JWT":{"Providers":[{"Name":"okta"}]}}""",
            Assert.Single(agent.Bodies));
    }

    [Fact]
    public async Task An_entry_that_others_changed_meanwhile_is_read_again()
    {
        using var agent = new FakeAgent("404 ", "200 false", "200 " + Entry, "200 true");

        await new IntentionEntryApi(Client(agent)).SetAsync(s_web, null, CancellationToken.None);

        Assert.Equal("PUT /v1/config?cas=0 HTTP/1.1", agent.Requests[1]);
        Assert.Equal("PUT /v1/config?cas=9 HTTP/1.1", agent.Requests[3]);
    }

    [Fact]
    public async Task An_entry_goes_with_its_last_source()
    {
        using var agent = new FakeAgent("200 " + Entry, "200 {}");
        var last = new ConsulIntention { Source = "job", Destination = "api", Action = IntentionAction.Deny };

        await new IntentionEntryApi(Client(agent)).RemoveAsync(last, CancellationToken.None);

        Assert.Equal("DELETE /v1/config/service-intentions/api?cas=9 HTTP/1.1", agent.Requests[1]);
    }

    [Fact]
    public async Task An_entry_to_which_others_added_a_source_meanwhile_stays_with_that_source()
    {
        string more = Entry.Replace("[{\"Name\":\"job\"", "[{\"Name\":\"new\",\"Action\":\"allow\"},{\"Name\":\"job\"", System.StringComparison.Ordinal);
        using var agent = new FakeAgent("200 " + Entry, "200 false", "200 " + more, "200 true");
        var last = new ConsulIntention { Source = "job", Destination = "api", Action = IntentionAction.Deny };

        await new IntentionEntryApi(Client(agent)).RemoveAsync(last, CancellationToken.None);

        Assert.Contains("\"Sources\":[{\"Name\":\"new\"", Assert.Single(agent.Bodies), System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permissions_are_written_as_Consul_reads_them_and_read_back()
    {
        using var agent = new FakeAgent("404 ", "200 true", """200 [{"SourceName":"web","DestinationName":"api","Permissions":[{"Action":"allow","HTTP":{"PathPrefix":"/x","Methods":["GET"],"Header":[{"Name":"a","Exact":"b"}]}}],"Precedence":9}]""");
        var api = new IntentionEntryApi(Client(agent));
        var intention = new ConsulIntention
        {
            Source = "web",
            Destination = "api",
            Permissions = [new() { Action = IntentionAction.Allow, PathPrefix = "/x", Methods = ["GET"], Headers = [new() { Name = "a", Exact = "b" }] }],
        };

        await api.SetAsync(intention, null, CancellationToken.None);
        ConsulIntention listed = Assert.Single(await api.ListAsync(CancellationToken.None));

        Assert.Contains("""[{"Action":"allow","HTTP":{"PathPrefix":"/x","Methods":["GET"],"Header":[{"Name":"a","Exact":"b"}]}}]""", agent.Bodies[0], System.StringComparison.Ordinal);
        Assert.Equal(IntentionJson.WriteSource(intention).ToString(), IntentionJson.WriteSource(listed).ToString());
        Assert.Null(listed.Action);
    }

    private static ConsulClient Client(FakeAgent agent) => new(new ConsulConnection(agent.Address));
}
