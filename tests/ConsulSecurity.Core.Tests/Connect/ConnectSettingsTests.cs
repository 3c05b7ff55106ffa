using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Configuration;
using ConsulSecurity.Connect;
using ConsulSecurity.Core.Tests.Platform;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Connect;

public sealed class ConnectSettingsTests : IDisposable
{
    private static readonly Version s_old = new(1, 8, 7);
    private static readonly Version s_new = new(1, 15, 0);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_server_gets_the_mesh_and_no_port_that_it_did_not_ask_for()
    {
        Server();

        Assert.Equal(
            """
            connect {
              enabled = true
            }
            """,
            Text(new(), s_old));
    }

    [Theory]
    [InlineData("1.8.7", "grpc = 8502")]
    [InlineData("1.13.9", "grpc = 8502")]
    [InlineData("1.14", "grpc_tls = 8503")]
    public void A_client_gets_the_port_for_proxies_as_its_version_spells_it(string version, string line)
    {
        File.WriteAllText(_folder.File("agent.hcl"), "server = false");

        Assert.Equal($"connect {{\n  enabled = true\n}}\nports {{\n  {line}\n}}", Text(new(), Version.Parse(version)));
    }

    [Fact]
    public void A_client_that_gets_its_certificate_from_a_server_shows_it_to_proxies_too()
    {
        File.WriteAllText(_folder.File("agent.hcl"), "auto_encrypt { tls = true }");

        Assert.Contains("use_auto_cert = true", Text(new(), s_new), StringComparison.Ordinal);
        Assert.DoesNotContain("use_auto_cert", Text(new(), s_old), StringComparison.Ordinal);
    }

    [Fact]
    public void Vault_is_written_as_files_spell_it_and_its_token_is_not_shown()
    {
        Server();
        var order = new ConnectAuthorityOrder
        {
            VaultAddress = new("https://vault:8200"),
            VaultToken = SecureText.Hide("s.marker"),
            VaultAuthorityPath = "/etc/consul.d/vault.pem",
            RootPkiPath = "connect-root",
            IntermediatePkiPath = "connect-inter",
            LeafTtl = TimeSpan.FromHours(24),
        };

        ConfigFragment fragment = ConnectSettings.Plan(_folder.Path, new() { Authority = order }, s_old);
        fragment.Write();

        Assert.Equal(
            """
            connect {
              enabled = true
              ca_provider = "vault"
              ca_config {
                address = "https://vault:8200"
                root_pki_path = "connect-root"
                intermediate_pki_path = "connect-inter"
                ca_file = "/etc/consul.d/vault.pem"
                token = "s.marker"
                leaf_cert_ttl = "24h"
              }
            }
            """,
            Written(fragment));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(fragment.Path));
        }

        File.Delete(fragment.Path);
        IReadOnlyList<string> shown = ConnectSettings.Plan(_folder.Path, new() { Authority = order }, s_old).Describe(true).Difference;
        Assert.Contains("+     token = (hidden)", shown);
        Assert.Contains("+     leaf_cert_ttl = \"24h\"", shown);
        Assert.DoesNotContain("s.marker", string.Concat(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void A_way_to_log_in_at_Vault_stands_for_a_token_from_1_11_on()
    {
        Server();
        var order = new ConnectAuthorityOrder
        {
            VaultAddress = new("https://vault:8200"),
            VaultAuthMethod = "kubernetes",
            VaultAuthParameters = new Dictionary<string, string> { ["role"] = "consul" },
            RootPkiPath = "connect-root",
            IntermediatePkiPath = "connect-inter",
        };

        string text = Text(new() { Authority = order }, s_new);

        Assert.Contains("    auth_method {\n      type = \"kubernetes\"\n      params {\n        role = \"consul\"\n      }\n    }\n", text, StringComparison.Ordinal);
        Assert.Equal("ConnectCATooNew", ErrorId(new() { Authority = order }, new(1, 10)));
    }

    [Fact]
    public void An_authority_at_AWS_is_one_line_from_1_7_on()
    {
        Server();
        var order = new ConnectAuthorityOrder { AwsPcaArn = "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1" };

        Assert.Equal(
            $$"""
            connect {
              enabled = true
              ca_provider = "aws-pca"
              ca_config {
                existing_arn = "{{order.AwsPcaArn}}"
              }
            }
            """,
            Text(new() { Authority = order }, s_old));
        Assert.Equal("ConnectCATooNew", ErrorId(new() { Authority = order }, new(1, 6, 10)));
    }

    [Fact]
    public void What_other_files_say_of_the_authority_is_kept_as_one_block_replaces_the_other()
    {
        Server("connect { ca_config { LeafCertTTL = \"48h\" intermediate_cert_ttl = \"720h\" csr_max_per_second = 50 } }");

        string text = Text(new() { Authority = new() { LeafTtl = TimeSpan.FromHours(24) } }, s_old);

        Assert.Contains("leaf_cert_ttl = \"24h\"\n    intermediate_cert_ttl = \"720h\"\n    csr_max_per_second = 50\n", text, StringComparison.Ordinal);
        Assert.Contains("ca_provider = \"consul\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_asked_for_before_stays_when_more_is_asked_for()
    {
        Server();
        ConnectSettings.Plan(_folder.Path, new() { Authority = new() { LeafTtl = TimeSpan.FromHours(24) }, GrpcPort = 8502 }, s_old).Write();

        string text = Text(new() { SidecarMinPort = 0, SidecarMaxPort = 0 }, s_old);

        Assert.Contains("leaf_cert_ttl = \"24h\"", text, StringComparison.Ordinal);
        Assert.Contains("grpc = 8502\n  sidecar_min_port = 0\n  sidecar_max_port = 0\n", text, StringComparison.Ordinal);
        Assert.False(ConnectSettings.Plan(_folder.Path, new(), s_old).IsChange);
    }

    [Fact]
    public void What_cannot_work_is_refused_and_nothing_is_written()
    {
        Server();
        Assert.Equal("SidecarRangeInverted", ErrorId(new() { SidecarMinPort = 21255, SidecarMaxPort = 21000 }, s_old));
        Assert.Equal("SidecarRangeInverted", ErrorId(new() { SidecarMinPort = 30000 }, s_old));
        Assert.Equal("ConnectTtlTooShort", ErrorId(new() { Authority = new() { LeafTtl = TimeSpan.FromMinutes(59) } }, s_old));
        Assert.Equal("ConnectKeyWithoutRoot", ErrorId(new() { Authority = new() { PrivateKeyPath = "x.key" } }, s_old));
        File.WriteAllText(_folder.File("agent.hcl"), "server = false");
        Assert.Equal("ConnectAuthorityOnClient", ErrorId(new() { Authority = new() { LeafTtl = TimeSpan.FromHours(2) } }, s_old));
        Assert.Equal(["agent.hcl"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    private void Server(string more = "") => File.WriteAllText(_folder.File("agent.hcl"), "server = true\n" + more);

    private string Text(ConnectPlan plan, Version version)
    {
        ConfigFragment fragment = ConnectSettings.Plan(_folder.Path, plan, version);
        fragment.Write();
        return Written(fragment);
    }

    private static string Written(ConfigFragment fragment) => string.Join('\n', File.ReadAllLines(fragment.Path)[1..]);

    private string ErrorId(ConnectPlan plan, Version version) =>
        Assert.Throws<ConsulSecurityException>(() => ConnectSettings.Plan(_folder.Path, plan, version)).ErrorId;
}
