using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Connect;

/// <summary>The authority changes while sidecars carry traffic: 50 new connections a second, all through.</summary>
public class CARotationTests(ITestOutputHelper output)
{
    /// <summary>Takes about a minute: agents spread their requests for new certificates over half a minute after each change.</summary>
    [Fact]
    public async Task Root_of_one_s_own_then_Vault_then_built_in_and_no_connection_breaks_beyond_one_retry()
    {
        await using MeshLab mesh = await MeshLab.StartAsync(new() { Servers = 3, Clients = 1, Configuration = "connect { enabled = true }" });
        await mesh.UntilAsync(passes: true);
        using var vault = new FakeVault(mesh.Cluster.Folder);
        await using var traffic = new Traffic(mesh.Upstream);
        string domain = (await Authority(mesh).ReadAsync(CancellationToken.None)).TrustDomain;
        string key = OwnRoot.Make(mesh.Cluster.Folder, $"spiffe://{domain}");

        await ChangeAsync(mesh, new() { PrivateKeyPath = key, RootCertificatePath = key + ".crt" });
        ConsulConnectCA there = await ChangeAsync(mesh, Order(vault, vault.Token));
        ConsulConnectCA back = await ChangeAsync(mesh, new() { BuiltIn = true });
        (int attempts, int retried, int failed) = await traffic.EndAsync();

        output.WriteLine($"{attempts} connections, {retried} tried once more, {failed} failed");
        Assert.True(attempts > 100, $"only {attempts} connections");
        Assert.Equal(0, failed);
        Assert.Equal(("vault", false, "(hidden)"), (there.Provider, there.HoldsPrivateKey, there.Setting["Token"]));
        Assert.Equal("consul", back.Provider);
        Assert.Contains("PUT /v1/connect-root/root/sign-self-issued", vault.Requests);
        Assert.Contains("PUT /v1/connect-inter/sign/leaf-cert", vault.Requests);
    }

    [Fact]
    public async Task A_token_that_Vault_does_not_take_and_a_Vault_that_is_not_trusted_change_nothing()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync("connect { enabled = true }");
        using var vault = new FakeVault(cluster.Folder);
        var connection = new ConsulConnection(cluster["s1"].HttpAddress);
        var authority = new ConnectAuthority(connection, new ConnectApi(new ConsulClient(connection)), SilentLog.Instance);
        await authority.ProveAsync(CancellationToken.None);
        ConsulConnectCA before = await authority.ReadAsync(CancellationToken.None);

        var error = await Assert.ThrowsAnyAsync<ConsulSecurityException>(() => authority.SetAsync(Order(vault, "s.marker"), CancellationToken.None));

        Assert.Equal("ConnectCARefused", error.ErrorId);
        var untrusted = await Assert.ThrowsAnyAsync<ConsulSecurityException>(
            () => authority.SetAsync(Order(vault, vault.Token) with { VaultAuthorityPath = null }, CancellationToken.None));
        Assert.Equal("ConnectVaultUnreachable", untrusted.ErrorId);
        Assert.DoesNotContain("s.marker", error.ToString(), StringComparison.Ordinal);
        ConsulConnectCA after = await authority.ReadAsync(CancellationToken.None);
        Assert.Equal((before.Provider, before.ActiveRoot!.Id), (after.Provider, after.ActiveRoot!.Id));
    }

    private static ConnectAuthorityOrder Order(FakeVault vault, string token) => new()
    {
        VaultAddress = vault.Address,
        VaultToken = SecureText.Hide(token),
        VaultAuthorityPath = vault.AuthorityPath,
        RootPkiPath = "connect-root",
        IntermediatePkiPath = "connect-inter",
    };

    private static ConnectAuthority Authority(MeshLab mesh) => new(mesh.Connection, new ConnectApi(mesh.Client), SilentLog.Instance)
    {
        Timeout = TimeSpan.FromSeconds(120),
        Sidecars = new SidecarCertificates(new CatalogApi(mesh.Client)),
    };

    // Changes it, and follows the sidecars until their old certificates are gone.
    private static async Task<ConsulConnectCA> ChangeAsync(MeshLab mesh, ConnectAuthorityOrder order)
    {
        ConsulConnectCA before = await Authority(mesh).ReadAsync(CancellationToken.None);
        ConsulConnectCA after = await Authority(mesh).SetAsync(order, CancellationToken.None);

        Assert.NotEqual(before.ActiveRoot!.Id, after.ActiveRoot!.Id);
        Assert.Contains(after.Root, root => !root.IsActive && root.Id == before.ActiveRoot.Id);
        Assert.Equal(["api", "web"], after.Sidecar!.Select(sidecar => sidecar.Service));
        Assert.All(after.Sidecar!, sidecar => Assert.True(sidecar.IsCurrent, sidecar.ToString()));
        return after;
    }
}
