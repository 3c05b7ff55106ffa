using System;
using System.Linq;
using ConsulSecurity.Observation;
using Xunit;

namespace ConsulSecurity.Core.Tests.Observation;

public class CommandLineTests
{
    [Theory]
    [InlineData("-encrypt|K3y", "-encrypt")]
    [InlineData("-encrypt=K3y=", "-encrypt")]
    [InlineData("--encrypt=K3y=", "-encrypt")]
    [InlineData("-retry-join|provider=aws access_key_id=x secret_access_key=K3y tag_value=y", "-retry-join")]
    [InlineData("-retry-join=provider=azure secret_access_key=K3y", "-retry-join")]
    [InlineData("-hcl|acl { tokens { master = \"K3y\" } }", "-hcl")]
    [InlineData("-hcl=encrypt = \"K3y\"", "-hcl")]
    public void A_secret_on_the_command_line_is_named_and_not_shown(string arguments, string flag)
    {
        string[] all = ["consul", "agent", .. arguments.Split('|')];

        Assert.Equal([flag], CommandLine.Secrets(all));
        Assert.DoesNotContain("K3y", string.Join(' ', CommandLine.Redact(all)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_secret_stays()
    {
        string[] all = ["consul", "agent", "-config-dir=/etc/consul.d", "-config-file", "/etc/x.hcl", "-server", "-data-dir", "/opt/consul", "-hcl", "server = true"];

        Assert.Empty(CommandLine.Secrets(all));
        Assert.Equal(all[..^1], CommandLine.Redact(all).SkipLast(1));
        Assert.Equal(["/etc/consul.d", "/etc/x.hcl"], CommandLine.Values(all, "config-dir", "config-file"));
    }
}
