using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Acl.Vault;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Acl;

/// <summary>Tokens from a fake of Vault, which makes them in a real Consul.</summary>
public sealed class VaultServiceTokensTests(VaultServiceTokensTests.Cluster fixture) : IClassFixture<VaultServiceTokensTests.Cluster>
{
    private ConsulAgent Agent => fixture.Lab["s1"];

    [Fact]
    public async Task A_token_is_one_service_and_has_a_lease()
    {
        using FakeVault vault = Vault();
        IReadOnlyList<AclToken> tokens = await MakeAsync(vault, vault.Token, "web", ["h1", "h2"], TimeSpan.FromHours(2));

        Assert.Equal(["service web, instance h1", "service web, instance h2"], tokens.Select(t => t.Description));
        Assert.Equal(2, tokens.Select(t => t.LeaseId).Distinct().Count());
        Assert.All(tokens, t => Assert.InRange(t.ExpirationTime!.Value - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(100), TimeSpan.FromMinutes(120)));
        Assert.Equal([true, true, false, false, false], await AskAsync(tokens[1], "web"));
    }

    [Fact]
    public async Task The_role_is_written_once_and_again_only_where_it_grants_something_else()
    {
        using FakeVault vault = Vault();
        await MakeAsync(vault, vault.Token, "web", [null]);
        await MakeAsync(vault, vault.Token, "web", [null]);
        Assert.Single(vault.Requests, r => r.StartsWith("POST", StringComparison.Ordinal));

        vault.Roles["service-web"]["policies"] = new System.Text.Json.Nodes.JsonArray("global-management");
        IReadOnlyList<AclToken> tokens = await MakeAsync(vault, vault.Token, "web", [null]);

        Assert.Equal([true, true, false, false, false], await AskAsync(tokens[0], "web"));
    }

    [Theory]
    [InlineData("web", false)]
    [InlineData("Web_Upper", true)]
    public async Task Where_an_identity_does_not_do_the_role_has_a_policy_with_exact_rules(string service, bool takesIdentities)
    {
        using FakeVault vault = Vault(takesIdentities);
        IReadOnlyList<AclToken> tokens = await MakeAsync(vault, vault.Token, service, [null]);
        await MakeAsync(vault, vault.Token, service, [null]);

        Assert.Equal([true, true, false, false, false], await AskAsync(tokens[0], service));
        Assert.NotNull(vault.Roles["service-" + service]["policies"]);
    }

    [Fact]
    public async Task To_read_creds_is_enough_where_the_role_is_there()
    {
        using FakeVault vault = Vault();
        await MakeAsync(vault, vault.Token, "api", [null]);

        Assert.Equal([true, true, false, false, false], await AskAsync((await MakeAsync(vault, vault.CredsToken, "api", [null]))[0], "api"));
    }

    [Fact]
    public async Task Without_acl_read_at_Consul_a_token_is_given_after_a_wait()
    {
        using FakeVault vault = Vault();
        var consul = new ConsulClient(new ConsulConnection(Agent.HttpAddress));
        using var client = new VaultClient(vault.Address, SecureText.Hide(vault.Token), null);

        AclToken token = (await new VaultServiceTokens(client, "consul", consul, SilentLog.Instance).MakeAsync("db", [null], CancellationToken.None))[0];

        Assert.Equal([true, true, false, false, false], await AskAsync(token, "db"));
    }

    [Theory]
    [InlineData("wrong token", "VaultPermissionDenied")]
    [InlineData("no role", "VaultRoleMissing")]
    [InlineData("no engine", "VaultEngineMissing")]
    [InlineData("sealed", "VaultSealed")]
    public async Task What_Vault_refuses_is_said_in_one_sentence_without_the_token(string cause, string errorId)
    {
        using FakeVault vault = Vault();
        vault.IsSealed = cause == "sealed";
        string token = cause switch { "wrong token" => "hvs.wrong", "no role" => vault.CredsToken, _ => vault.Token };

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => MakeAsync(vault, token, "web", [null], mount: cause == "no engine" ? "elsewhere" : "consul"));

        Assert.Equal(errorId, error.ErrorId);
        Assert.DoesNotContain(token, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://10.0.0.1:8200")]
    [InlineData("http://vault.example:8200")]
    [InlineData("vault.example:8200")]
    public void In_the_clear_nothing_is_sent_beyond_loopback(string address)
    {
        var error = Assert.Throws<ConsulSecurityException>(() => new VaultClient(new Uri(address, UriKind.RelativeOrAbsolute), SecureText.Hide("x"), null));

        Assert.Equal("VaultInsecure", error.ErrorId);
    }

    [Fact]
    public async Task Where_nothing_listens_and_where_something_else_does_is_told_apart()
    {
        using FakeVault gone = Vault();
        gone.Dispose();
        var unreachable = await Assert.ThrowsAsync<ConsulSecurityException>(() => MakeAsync(gone, gone.Token, "web", [null]));
        using var consul = new VaultClient(new Uri(Agent.HttpAddress, "/"), SecureText.Hide("x"), null);
        var other = await Assert.ThrowsAsync<ConsulSecurityException>(() => consul.ReadAsync("status/leader", CancellationToken.None));

        Assert.Equal(["VaultUnreachable", "VaultAnswerNotUnderstood"], new[] { unreachable.ErrorId, other.ErrorId });
    }

    private FakeVault Vault(bool takesIdentities = true) => new(Agent.HttpAddress, AclLab.Management, takesIdentities);

    private async Task<IReadOnlyList<AclToken>> MakeAsync(FakeVault vault, string token, string service, string?[] instances, TimeSpan? lifetime = null, string mount = "consul")
    {
        using var client = new VaultClient(vault.Address, SecureText.Hide(token), null);
        return await new VaultServiceTokens(client, mount, AclLab.Client(Agent), SilentLog.Instance) { Lifetime = lifetime }.MakeAsync(service, instances, CancellationToken.None);
    }

    private Task<IReadOnlyList<bool>> AskAsync(AclToken token, string service) => AclLab.Api(Agent, token.Reveal()).AuthorizeAsync(
        [
            new AclRequest("service", service, "write"), new AclRequest("service", service + "-sidecar-proxy", "write"),
            new AclRequest("service", "other", "write"), new AclRequest("key", "x", "read"), new AclRequest("intention", service, "write"),
        ],
        CancellationToken.None);

    public sealed class Cluster : IAsyncLifetime
    {
        public ConsulCluster Lab { get; private set; } = null!;

        public async Task InitializeAsync() => Lab = await AclLab.StartAsync();

        public async Task DisposeAsync() => await Lab.DisposeAsync();
    }
}
