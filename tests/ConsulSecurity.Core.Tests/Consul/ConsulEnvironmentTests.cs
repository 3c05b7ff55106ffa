using System;
using System.Collections.Generic;
using System.IO;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Consul;

public class ConsulEnvironmentTests
{
    [Theory]
    [InlineData(null, false, "http://127.0.0.1:8500/")]
    [InlineData("10.0.0.1:8500", false, "http://10.0.0.1:8500/")]
    [InlineData("10.0.0.1:8501", true, "https://10.0.0.1:8501/")]
    [InlineData("http://consul.example:80", true, "https://consul.example:80/")]
    [InlineData("https://consul.example", false, "https://consul.example/")]
    [InlineData("[::1]:8500", false, "http://[::1]:8500/")]
    [InlineData("unix:///run/consul.sock", false, "unix:///run/consul.sock")]
    public void Addresses_are_read_as_the_consul_command_reads_them(string? address, bool tls, string expected)
    {
        ConsulConnection connection = Complete(new(), ("CONSUL_HTTP_ADDR", address), ("CONSUL_HTTP_SSL", tls ? "true" : null));

        Assert.Equal(expected, connection.Address.ToString());
    }

    [Theory]
    [InlineData("ftp://x")]
    [InlineData("http://")]
    [InlineData("unix://")]
    [InlineData("a b")]
    public void An_address_that_is_none_is_named(string address)
    {
        var error = Assert.Throws<ConsulSecurityException>(() => Complete(new() { Address = address }));

        Assert.Equal("ConsulAddressInvalid", error.ErrorId);
        Assert.Contains($"'{address}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_an_address_is_refused_and_not_repeated()
    {
        var error = Assert.Throws<ConsulSecurityException>(() => Complete(new() { Address = "http://me:marker-91@host:8500" }));

        Assert.DoesNotContain("marker-91", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_variable_of_the_consul_command_is_read()
    {
        ConsulConnection connection = Complete(
            new(),
            ("CONSUL_HTTP_TOKEN", "t"),
            ("CONSUL_HTTP_AUTH", "user:pass"),
            ("CONSUL_CACERT", "/ca.pem"),
            ("CONSUL_CAPATH", "/cas"),
            ("CONSUL_CLIENT_CERT", "/c.pem"),
            ("CONSUL_CLIENT_KEY", "/k.pem"),
            ("CONSUL_TLS_SERVER_NAME", "server.dc1.consul"),
            ("CONSUL_HTTP_SSL_VERIFY", "false"),
            ("CONSUL_NAMESPACE", "n"),
            ("CONSUL_PARTITION", "p"));

        Assert.Equal("t", connection.Token!.Reveal());
        Assert.Equal("user:pass", connection.BasicAuthentication!.Reveal());
        Assert.Equal(("/ca.pem", "/cas", "/c.pem", "/k.pem"), (connection.CACertificate, connection.CAPath, connection.ClientCertificate, connection.ClientKey));
        Assert.Equal(("server.dc1.consul", true, "n", "p"), (connection.TlsServerName, connection.SkipCertificateCheck, connection.Namespace, connection.Partition));
    }

    [Fact]
    public void What_is_given_wins_over_the_environment()
    {
        ConsulConnection connection = Complete(
            new() { Address = "http://given:1", Token = SecureText.Hide("given"), SkipCertificateCheck = false, Namespace = "given" },
            ("CONSUL_HTTP_ADDR", "other:2"),
            ("CONSUL_HTTP_SSL", "true"),
            ("CONSUL_HTTP_SSL_VERIFY", "false"),
            ("CONSUL_HTTP_TOKEN", "other"),
            ("CONSUL_NAMESPACE", "other"));

        Assert.Equal("http://given:1/", connection.Address.ToString());
        Assert.Equal("given", connection.Token!.Reveal());
        Assert.Equal((false, "given"), (connection.SkipCertificateCheck, connection.Namespace));
    }

    [Fact]
    public void A_token_file_wins_over_the_token_variable()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, " from-file\n");

            ConsulConnection connection = Complete(new(), ("CONSUL_HTTP_TOKEN", "variable"), ("CONSUL_HTTP_TOKEN_FILE", file));

            Assert.Equal("from-file", connection.Token!.Reveal());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_token_file_that_is_missing_is_named()
    {
        var error = Assert.Throws<ConsulSecurityException>(() => Complete(new() { TokenFile = "/no/such/file" }));

        Assert.Equal("ConsulTokenFileUnreadable", error.ErrorId);
        Assert.Contains("'/no/such/file'", error.Message, StringComparison.Ordinal);
    }

    private static ConsulConnection Complete(ConnectionOptions given, params (string Name, string? Value)[] variables)
    {
        var environment = new Dictionary<string, string?>();
        foreach ((string name, string? value) in variables)
        {
            environment[name] = value;
        }

        return new ConsulEnvironment(name => environment.GetValueOrDefault(name)).Complete(given);
    }
}
