using System;
using ConsulSecurity.Consul;
using Xunit;

namespace ConsulSecurity.Core.Tests.Consul;

public class ConsulRequestTests
{
    private static readonly ConsulConnection s_connection =
        new(new Uri("http://127.0.0.1:8500")) { Datacenter = "dc 2", Namespace = "team", Partition = "p" };

    [Fact]
    public void The_connection_adds_datacenter_namespace_and_partition() => Assert.Equal(
        "/v1/kv/a%2Fb?recurse&dc=dc%202&ns=team&partition=p",
        ConsulRequest.Get("kv/" + ConsulRequest.Escape("a/b")).WithQuery("recurse").ToRelativeUri(s_connection));

    [Fact]
    public void What_the_request_says_itself_wins() => Assert.Equal(
        "/v1/health/state/critical?dc=dc1&ns=team&partition=p",
        ConsulRequest.Get("health/state/critical").WithQuery("dc", "dc1").ToRelativeUri(s_connection));

    [Fact]
    public void The_name_has_neither_query_nor_body() => Assert.Equal(
        "PUT /v1/agent/token/agent",
        ConsulRequest.Put("agent/token/agent").WithQuery("token", "secret").WithBody("secret").Name);
}
