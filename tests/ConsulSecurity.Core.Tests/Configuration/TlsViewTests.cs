using System;
using System.Linq;
using ConsulSecurity.Configuration;
using ConsulSecurity.Text;
using Xunit;

namespace ConsulSecurity.Core.Tests.Configuration;

public class TlsViewTests
{
    [Theory]
    [InlineData("1.8.7", "verify_incoming = true\nverify_incoming_rpc = false", true, true, false)]
    [InlineData("1.11", "verify_incoming_rpc = true", true, false, false)]
    [InlineData("1.12", "verify_incoming = true\nverify_incoming_rpc = false", false, true, false)]
    [InlineData("1.12", "verify_incoming = true", true, true, false)]
    [InlineData("1.12", "tls { defaults { verify_incoming = true } }", true, true, true)]
    [InlineData("1.12", "tls { defaults { verify_incoming = true } internal_rpc { verify_incoming = false } }", false, true, true)]
    [InlineData("1.12", "verify_incoming = true\ntls { grpc { verify_incoming = true } }", true, true, true)]
    [InlineData("1.12", "verify_incoming = false\ntls { defaults { verify_incoming = true } }", true, true, false)]
    public void Verification_of_clients_follows_the_version(string version, string text, bool rpc, bool https, bool grpc)
    {
        MergedConfiguration configuration = Read(text, version);

        Assert.Equal(rpc, TlsView.Of(configuration, TlsView.InternalRpc).VerifyIncoming);
        Assert.Equal(https, TlsView.Of(configuration, TlsView.Https).VerifyIncoming);
        Assert.Equal(grpc, TlsView.Of(configuration, TlsView.Grpc).VerifyIncoming);
    }

    [Theory]
    [InlineData("1.8.7", "verify_server_hostname = true")]
    [InlineData("1.12", "verify_server_hostname = true")]
    [InlineData("1.12", "tls { internal_rpc { verify_server_hostname = true } }")]
    [InlineData("1.17", "tls { defaults { verify_server_hostname = true } }")]
    public void The_host_name_is_verified_and_with_it_what_is_behind_it(string version, string text)
    {
        AgentTls tls = TlsView.Of(Read(text, version), TlsView.InternalRpc);

        Assert.True(tls.VerifyServerHostname);
        Assert.True(tls.VerifyOutgoing);
    }

    [Fact]
    public void The_host_name_in_the_defaults_is_an_error_before_1_17()
    {
        MergedConfiguration configuration = Read("tls { defaults { verify_server_hostname = true } }", "1.16");

        Diagnostic error = Assert.Single(configuration.Diagnostics);
        Assert.Equal("SettingTooNew", error.Id);
    }

    [Fact]
    public void Conversion_and_its_way_back_keep_every_combination()
    {
        for (int bits = 0; bits < 32; bits++)
        {
            int combination = bits;
            string[] names = ["verify_incoming", "verify_incoming_rpc", "verify_incoming_https", "verify_outgoing", "verify_server_hostname"];
            string text = string.Join('\n', names.Select((name, i) => $"{name} = {((combination & (1 << i)) != 0 ? "true" : "false")}"));
            MergedConfiguration old = Read(text, "1.11");
            MergedConfiguration now = Read(TlsStanza.Convert(old, new Version(1, 12)), "1.12");
            MergedConfiguration back = Read(TlsStanza.Convert(now, new Version(1, 8, 7)), "1.8.7");

            foreach (string name in new[] { TlsView.InternalRpc, TlsView.Https, TlsView.Grpc })
            {
                AgentTls expected = TlsView.Of(old, name);
                foreach (MergedConfiguration other in new[] { now, back })
                {
                    AgentTls actual = TlsView.Of(other, name);
                    Assert.Equal(
                        (expected.VerifyIncoming, expected.VerifyOutgoing, expected.VerifyServerHostname),
                        (actual.VerifyIncoming, actual.VerifyOutgoing, actual.VerifyServerHostname));
                }
            }
        }
    }

    private static MergedConfiguration Read(string text, string version) =>
        MergedConfiguration.FromTexts([SourceText.FromString(text, "a.hcl")], new Version(version));
}
