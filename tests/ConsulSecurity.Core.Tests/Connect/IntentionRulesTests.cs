using ConsulSecurity.Connect;
using Xunit;

namespace ConsulSecurity.Core.Tests.Connect;

public class IntentionRulesTests
{
    [Theory]
    [InlineData("Web", "api", "IntentionNameInvalid", "The service name 'Web' has upper-case letters, which no identity in the mesh has: give a service's name in lower case, or '*' for every service.")]
    [InlineData("web", "api*", "IntentionNameInvalid", "The service name 'api*' has a wildcard within, which Consul does not take: give a service's name in lower case, or '*' for every service.")]
    [InlineData("web", "a b", "IntentionNameInvalid", "The service name 'a b' has characters that no service name has: give a service's name in lower case, or '*' for every service.")]
    public void A_name_that_no_service_has_is_refused(string source, string destination, string id, string message)
    {
        var error = Assert.Throws<ConsulSecurityException>(() =>
            IntentionRules.Check(new() { Source = source, Destination = destination, Action = IntentionAction.Allow }));

        Assert.Equal((id, message), (error.ErrorId, error.Message));
    }

    [Fact]
    public void Permissions_on_every_destination_are_refused() => Assert.Equal(
        "IntentionWildcardPermissions",
        ErrorId(new() { Source = "web", Destination = "*", Permissions = [new() { PathPrefix = "/" }] }));

    [Fact]
    public void Neither_action_nor_permission_is_refused_and_both_too()
    {
        Assert.Equal("IntentionActionMissing", ErrorId(new() { Source = "web", Destination = "api" }));
        Assert.Equal(
            "IntentionActionAndPermissions",
            ErrorId(new() { Source = "web", Destination = "api", Action = IntentionAction.Deny, Permissions = [new() { PathPrefix = "/" }] }));
    }

    [Fact]
    public void A_permission_must_say_one_thing_that_can_fit()
    {
        Assert.Equal("IntentionPermissionInvalid", ErrorId(With(new())));
        Assert.Equal("IntentionPermissionInvalid", ErrorId(With(new() { PathExact = "/a", PathPrefix = "/b" })));
        Assert.Equal("IntentionPermissionInvalid", ErrorId(With(new() { PathPrefix = "a" })));
        Assert.Equal("IntentionPermissionInvalid", ErrorId(With(new() { Headers = [new() { Exact = "x" }] })));
        Assert.Equal("IntentionPermissionInvalid", ErrorId(With(new() { Headers = [new() { Name = "a", Exact = "x", Prefix = "y" }] })));
        IntentionRules.Check(With(new() { Methods = ["GET"] }));
    }

    private static ConsulIntention With(IntentionPermission permission) =>
        new() { Source = "web", Destination = "api", Permissions = [permission] };

    private static string ErrorId(ConsulIntention intention) =>
        Assert.Throws<ConsulSecurityException>(() => IntentionRules.Check(intention)).ErrorId;
}
