using System.Collections.Generic;
using ConsulSecurity.Connect;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.Connect;

public class IntentionEvaluatorTests
{
    [Theory]
    [InlineData("web", "api", "web -> api: Allow")]
    [InlineData("job", "api", "* -> api: Deny")]
    [InlineData("web", "db", "web -> *: Deny")]
    [InlineData("job", "db", "* -> *: Allow")]
    public void The_most_exact_intention_decides_and_the_destination_counts_first(string source, string destination, string decides)
    {
        var evaluator = new IntentionEvaluator(
            [Make("*", "*", true), Make("web", "*", false), Make("*", "api", false), Make("web", "api", true)], defaultAllows: false);

        IntentionDecision decision = evaluator.Decide(source, destination);

        Assert.Equal(decides, decision.Intention!.ToString());
        Assert.Equal(decides.EndsWith("Allow", System.StringComparison.Ordinal), decision.Allowed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_an_intention_the_default_decides(bool allows)
    {
        IntentionDecision decision = new IntentionEvaluator([Make("web", "api", !allows)], allows).Decide("web", "db");

        Assert.Null(decision.Intention);
        Assert.Equal(allows, decision.Allowed);
    }

    [Theory]
    [InlineData("/admin", "GET", false)]
    [InlineData("/public/x", "GET", true)]
    [InlineData("/public/x", "POST", false)]
    [InlineData("/v2/items", "GET", true)]
    [InlineData("/v2/items/", "GET", false)]
    public void The_first_permission_that_fits_a_request_decides_and_else_the_default(string path, string method, bool allowed)
    {
        var intention = new ConsulIntention
        {
            Source = "web",
            Destination = "api",
            Permissions =
            [
                new() { Action = IntentionAction.Deny, PathExact = "/admin" },
                new() { Action = IntentionAction.Allow, PathPrefix = "/public/", Methods = ["GET"] },
                new() { Action = IntentionAction.Allow, PathRegex = "/v[0-9]/[a-z]+" },
            ],
        };
        var evaluator = new IntentionEvaluator([intention], defaultAllows: false);

        Assert.Equal(allowed, evaluator.Decide("web", "api", new(path, method, new Dictionary<string, string>())).Allowed);
    }

    [Fact]
    public void Headers_are_matched_by_name_without_regard_to_case_and_can_be_inverted()
    {
        var intention = new ConsulIntention
        {
            Source = "web",
            Destination = "api",
            Permissions =
            [
                new() { Action = IntentionAction.Deny, Headers = [new() { Name = "X-Role", Exact = "admin", Invert = true }] },
                new() { Action = IntentionAction.Allow, PathPrefix = "/" },
            ],
        };
        var evaluator = new IntentionEvaluator([intention], defaultAllows: false);

        Assert.True(evaluator.Decide("web", "api", new("/", "GET", new Dictionary<string, string> { ["x-role"] = "admin" })).Allowed);
        Assert.False(evaluator.Decide("web", "api", new("/", "GET", new Dictionary<string, string>())).Allowed);
    }

    [Fact]
    public void An_intention_with_permissions_refuses_a_question_without_a_request()
    {
        var intention = new ConsulIntention
        {
            Source = "web",
            Destination = "api",
            Permissions = [new() { Action = IntentionAction.Allow, PathPrefix = "/" }],
        };

        Assert.False(new IntentionEvaluator([intention], defaultAllows: true).Decide("web", "api").Allowed);
    }

    [Fact]
    public void Intentions_of_a_peer_say_nothing_about_this_cluster()
    {
        var peered = new ConsulIntention { Source = "web", Destination = "api", Action = IntentionAction.Allow, SourcePeer = "east" };

        Assert.False(new IntentionEvaluator([peered], defaultAllows: false).Decide("web", "api").Allowed);
    }

    [Theory]
    [InlineData("""{"ACLsEnabled":false,"ACLDefaultPolicy":"deny"}""", true)]
    [InlineData("""{"ACLsEnabled":true,"ACLDefaultPolicy":"deny"}""", false)]
    [InlineData("""{"ACLsEnabled":true,"ACLDefaultPolicy":"allow"}""", true)]
    [InlineData("""{"ACLsEnabled":true,"ACLResolverSettings":{"ACLDefaultPolicy":"deny"}}""", false)]
    [InlineData("""{"ACLsEnabled":true,"ACLDefaultPolicy":"allow","DefaultIntentionPolicy":"deny"}""", false)]
    public void The_default_is_that_of_the_ACLs_unless_it_is_said_apart(string debugConfig, bool allows) =>
        Assert.Equal(allows, IntentionDefault.Allows(JObject.Parse(debugConfig)));

    private static ConsulIntention Make(string source, string destination, bool allow) =>
        new() { Source = source, Destination = destination, Action = allow ? IntentionAction.Allow : IntentionAction.Deny };
}
