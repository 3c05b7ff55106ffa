using System;
using System.IO;
using ConsulSecurity.Connect;
using ConsulSecurity.Core.Tests.Platform;
using ConsulSecurity.Platform;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.Connect;

public sealed class ServiceDefinitionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_holds_the_token_and_keeps_everything_on_loopback()
    {
        string path = _folder.File("web.hcl");

        ServiceDefinitions.Write(Full(), path, overwrite: false);

        Assert.Equal(
            """
            service {
              name = "web"
              id = "web-1"
              port = 8080
              token = "a-secret"
              tags = ["v1"]
              enable_tag_override = false
              connect {
                sidecar_service {
                  port = 21000
                  proxy {
                    local_service_address = "127.0.0.1"
                    local_service_port = 8080
                    upstreams {
                      destination_name = "api"
                      local_bind_address = "127.0.0.1"
                      local_bind_port = 9191
                    }
                    upstreams {
                      destination_name = "db"
                      datacenter = "dc2"
                      local_bind_address = "127.0.0.1"
                      local_bind_port = 9192
                    }
                  }
                }
              }
              check {
                name = "answers over HTTP"
                http = "http://127.0.0.1:8080/health"
                interval = "10s"
              }
            }

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(path));
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void The_body_for_the_API_has_no_token_and_no_address_of_the_service()
    {
        JObject body = ServiceDefinitions.ToApi(Full());

        Assert.DoesNotContain("a-secret", body.ToString(Formatting.None), StringComparison.Ordinal);
        Assert.Null(body["Address"]);
        Assert.Equal("127.0.0.1", (string?)body.SelectToken("Connect.SidecarService.Proxy.LocalServiceAddress"));
        Assert.Equal("127.0.0.1", (string?)body.SelectToken("Connect.SidecarService.Proxy.Upstreams[0].LocalBindAddress"));
    }

    [Fact]
    public void A_token_is_not_in_its_text() => Assert.Equal("web (web-1)", Full().ToString());

    [Fact]
    public void What_an_agent_would_not_take_is_refused()
    {
        Assert.Equal("ServiceNameInvalid", ErrorId(new() { Name = "Web", Id = "w", Port = 80 }));
        Assert.Equal("ServiceNameInvalid", ErrorId(new() { Name = "we_b", Id = "w", Port = 80 }));
        Assert.Equal("ServicePortInvalid", ErrorId(new() { Name = "web", Id = "w", Port = 0 }));
        Assert.Equal("ServicePortInvalid", ErrorId(new() { Name = "web", Id = "w", Port = 80, Upstream = [new() { Name = "api", Port = 70000 }] }));
        Assert.Equal("ServicePortTwice", ErrorId(new() { Name = "web", Id = "w", Port = 80, Upstream = [new() { Name = "api", Port = 80 }] }));
        Assert.Equal("ServicePortTwice", ErrorId(new() { Name = "web", Id = "w", Port = 80, SidecarPort = 80 }));
        Assert.Equal("ServiceNativeWithSidecar", ErrorId(new() { Name = "web", Id = "w", Port = 80, IsNative = true, SidecarPort = 21000 }));
        Assert.Equal("ServiceFileTypeUnknown", Assert.Throws<ConsulSecurityException>(() => ServiceDefinitions.Write(Full(), _folder.File("web.txt"), false)).ErrorId);
    }

    private static string ErrorId(ConsulServiceDefinition definition) =>
        Assert.Throws<ConsulSecurityException>(() => ServiceDefinitions.Check(definition)).ErrorId;

    private static ConsulServiceDefinition Full() => new()
    {
        Name = "web",
        Id = "web-1",
        Port = 8080,
        Token = SecureText.Hide("a-secret"),
        Tag = ["v1"],
        SidecarPort = 21000,
        Upstream = [new() { Name = "api", Port = 9191 }, new() { Name = "db", Port = 9192, Datacenter = "dc2" }],
        HttpCheck = "/health",
    };
}
