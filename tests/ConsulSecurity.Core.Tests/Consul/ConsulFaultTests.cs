using ConsulSecurity.Consul;
using Xunit;

namespace ConsulSecurity.Core.Tests.Consul;

public class ConsulFaultTests
{
    [Theory]
    [InlineData(401, "ACL support disabled", "AclDisabled")]
    [InlineData(403, "rpc error making call: rpc error making call: ACL not found", "TokenUnknown")]
    [InlineData(500, "rpc error making call: ACL not found", "TokenUnknown")]
    [InlineData(403, "Permission denied", "PermissionDenied")]
    [InlineData(403, "Permission denied: ACL bootstrap no longer allowed (reset index: 14)", "PermissionDenied")]
    [InlineData(500, "Reading keyring denied by ACLs", "PermissionDenied")]
    [InlineData(500, "rpc error making call: Permission denied", "PermissionDenied")]
    [InlineData(403, "Endpoint is blocked by agent configuration", "EndpointBlocked")]
    [InlineData(403, "Access is restricted", "EndpointBlocked")]
    [InlineData(404, "", "NotFound")]
    [InlineData(429, "slow down", "TooManyRequests")]
    [InlineData(500, "rpc error making call: No cluster leader", "NoLeader")]
    [InlineData(500, "No known Consul servers", "NoLeader")]
    [InlineData(500, "node is not the leader", "NoLeader")]
    [InlineData(500, "The ACL system is currently in legacy mode.", "LegacyAcl")]
    [InlineData(500, "rpc error making call: EOF", "LostBetweenAgents")]
    [InlineData(500, "stream closed", "LostBetweenAgents")]
    [InlineData(500, "leadership lost while committing log", "LostBetweenAgents")]
    [InlineData(500, "rpc error getting client: failed to get conn: dial tcp: connect: connection refused", "LostBetweenAgents")]
    [InlineData(500, "Invalid Policy: no Name is set", "Other")]
    [InlineData(400, "Bad request", "Other")]
    public void Answers_are_told_apart_by_status_and_text(int status, string body, string expected) =>
        Assert.Equal(expected, ConsulFault.Classify(status, ConsulFault.Strip(body)).ToString());

    [Fact]
    public void Only_the_first_line_is_shown_and_not_without_end()
    {
        Assert.Equal("one", ConsulFault.FirstLine("one\ntwo"));
        Assert.Equal("(no text).", ConsulFault.FirstLine(string.Empty));
        Assert.Equal(301, ConsulFault.FirstLine(new string('x', 5000)).Length);
    }
}
