using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Configuration;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Connect;

public class ConnectAuthorityTests
{
    [Fact]
    public async Task A_key_and_root_of_one_s_own_take_over_and_are_never_shown()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync("connect { enabled = true }");
        var log = new RecordingLog();
        ConnectAuthority authority = Authority(cluster, log);
        await authority.ProveAsync(CancellationToken.None);
        ConsulConnectCA before = await authority.ReadAsync(CancellationToken.None);
        string keyPath = OwnRoot.Make(cluster.Folder, $"spiffe://{before.TrustDomain}");

        ConsulConnectCA after = await authority.SetAsync(
            new() { PrivateKeyPath = keyPath, RootCertificatePath = keyPath + ".crt", LeafTtl = TimeSpan.FromHours(2) }, CancellationToken.None);

        Assert.NotEqual(before.ActiveRoot!.Id, after.ActiveRoot!.Id);
        Assert.Equal(File.ReadAllText(keyPath + ".crt").Trim(), after.ActiveRoot.Certificate.Trim());
        Assert.Equal(before.TrustDomain, after.TrustDomain);
        Assert.Equal(("(hidden)", "2h", true), (after.Setting["PrivateKey"], after.Setting["LeafCertTTL"], after.HoldsPrivateKey));
        Assert.Contains(after.Root, root => !root.IsActive && root.Id == before.ActiveRoot.Id);
        Assert.DoesNotContain("PRIVATE", log.Text + string.Concat(after.Setting.Values), StringComparison.Ordinal);

        ConsulConnectCA back = await authority.SetAsync(new() { BuiltIn = true }, CancellationToken.None);
        Assert.False(back.Setting.ContainsKey("PrivateKey"));
        Assert.NotEqual(after.ActiveRoot.Id, back.ActiveRoot!.Id);

        ConsulConnectCA again = await authority.SetAsync(new() { BuiltIn = true }, CancellationToken.None);
        Assert.NotEqual(back.ActiveRoot.Id, again.ActiveRoot!.Id);
        Assert.DoesNotContain("BEGIN", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_work_is_refused_in_one_sentence_and_changes_nothing()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync("connect { enabled = true }");
        ConnectAuthority authority = Authority(cluster, new RecordingLog());
        await authority.ProveAsync(CancellationToken.None);
        ConsulConnectCA before = await authority.ReadAsync(CancellationToken.None);
        string wrongDomain = OwnRoot.Make(cluster.Folder, "spiffe://11111111-2222-3333-4444-555555555555.consul");
        string other = OwnRoot.Make(cluster.Folder, $"spiffe://{before.TrustDomain}");
        var vault = new ConnectAuthorityOrder { VaultToken = SecureText.Hide("s.marker"), RootPkiPath = "root", IntermediatePkiPath = "inter" };

        Assert.Equal("ConnectTtlTooShort", await ErrorIdAsync(new() { LeafTtl = TimeSpan.FromMinutes(59) }));
        Assert.Equal("ConnectKeyWithoutRoot", await ErrorIdAsync(new() { PrivateKeyPath = other }));
        Assert.Equal("ConnectKeyNotOfRoot", await ErrorIdAsync(new() { PrivateKeyPath = other, RootCertificatePath = wrongDomain + ".crt" }));
        Assert.Equal("ConnectRootUnsuitable", await ErrorIdAsync(new() { PrivateKeyPath = wrongDomain, RootCertificatePath = wrongDomain + ".crt" }));
        Assert.Equal("ConnectVaultInsecure", await ErrorIdAsync(vault with { VaultAddress = new("http://vault:8200") }));
        Assert.Equal("ConnectVaultIncomplete", await ErrorIdAsync(vault with { VaultAddress = new("https://vault:8200"), VaultToken = null }));
        Assert.Equal("ConnectVaultUnreachable", await ErrorIdAsync(vault with { VaultAddress = new("https://127.0.0.1:1") }));
        ConsulConnectCA after = await authority.ReadAsync(CancellationToken.None);
        Assert.Equal((before.Provider, before.ActiveRoot!.Id), (after.Provider, after.ActiveRoot!.Id));

        async Task<string> ErrorIdAsync(ConnectAuthorityOrder order)
        {
            var error = await Assert.ThrowsAnyAsync<ConsulSecurityException>(() => authority.SetAsync(order, CancellationToken.None));
            Assert.DoesNotContain("s.marker", error.ToString(), StringComparison.Ordinal);
            return error.ErrorId;
        }
    }

    [Fact]
    public async Task The_permissions_that_the_help_names_are_enough_and_without_them_the_refusal_comes_at_once()
    {
        string token = Guid.NewGuid().ToString();
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new()
        {
            Token = token,
            Configuration = $$"""
                connect { enabled = true }
                acl { enabled = true, default_policy = "deny", tokens { master = "{{token}}", agent = "{{token}}" } }
                """,
        });
        const string Probe = "service_prefix \"consulsecurity-probe-\" { policy = \"write\" }";
        ConnectAuthority enough = await WithRulesAsync("operator = \"write\" service_prefix \"\" { policy = \"read\" } node_prefix \"\" { policy = \"read\" } " + Probe);
        await enough.ProveAsync(CancellationToken.None);
        Assert.Equal("consul", (await enough.SetAsync(new() { BuiltIn = true }, CancellationToken.None)).Provider);

        ConnectAuthority noOperator = await WithRulesAsync(Probe);
        Assert.Null((await noOperator.ReadAsync(CancellationToken.None)).Provider);
        Assert.Equal("ConnectConfigurationHidden", await ErrorIdAsync(() => noOperator.SetAsync(new() { BuiltIn = true }, CancellationToken.None)));
        ConnectAuthority noService = await WithRulesAsync("operator = \"write\"");
        Assert.Equal("ConsulPermissionDenied", await ErrorIdAsync(() => noService.ProveAsync(CancellationToken.None)));

        async Task<ConnectAuthority> WithRulesAsync(string rules)
        {
            var client = new ConsulClient(new ConsulConnection(cluster["s1"].HttpAddress) { Token = SecureText.Hide(token) });
            string name = "rules-" + Guid.NewGuid().ToString("N");
            await client.SendAsync(ConsulRequest.Put("acl/policy").WithBody(JObject.FromObject(new { Name = name, Rules = rules }).ToString()), CancellationToken.None);
            JObject order = JObject.FromObject(new { Policies = new[] { new { Name = name } } });
            JObject made = await client.SendAsync<JObject>(ConsulRequest.Put("acl/token").WithBody(order.ToString()), CancellationToken.None);
            var connection = new ConsulConnection(cluster["s1"].HttpAddress) { Token = SecureText.Hide((string)made["SecretID"]!) };
            var limited = new ConsulClient(connection);
            return new ConnectAuthority(connection, new ConnectApi(limited), SilentLog.Instance) { Sidecars = new SidecarCertificates(new CatalogApi(limited)) };
        }

        static async Task<string> ErrorIdAsync(Func<Task> work) => (await Assert.ThrowsAnyAsync<ConsulSecurityException>(work)).ErrorId;
    }

    [Fact]
    public async Task A_cluster_without_Connect_says_so()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync();

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => Authority(cluster, new RecordingLog()).ReadAsync(CancellationToken.None));

        Assert.Equal("ConnectNotEnabled", error.ErrorId);
        error = await Assert.ThrowsAsync<ConsulSecurityException>(
            () => Authority(cluster, new RecordingLog(), TimeSpan.FromSeconds(1)).ProveAsync(CancellationToken.None));
        Assert.Equal("ConnectCANotFollowed", error.ErrorId);
        Assert.Contains("Connect is not enabled", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sidecar_that_goes_on_with_a_certificate_of_the_former_root_is_named()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync("connect { enabled = true }");
        var client = new ConsulClient(new ConsulConnection(cluster["s1"].HttpAddress));
        await Authority(cluster, new RecordingLog()).ProveAsync(CancellationToken.None);
        JObject leaf = await client.SendAsync<JObject>(ConsulRequest.Get("agent/connect/ca/leaf/web"), CancellationToken.None);
        using var sidecar = new StubbornSidecar((string)leaf["CertPEM"]!, (string)leaf["PrivateKeyPEM"]!);
        JObject definition = JObject.FromObject(new { Name = "web", Port = 80, Connect = new { SidecarService = new { sidecar.Port, Address = "127.0.0.1" } } });
        await new AgentServiceApi(client).RegisterAsync(definition, null, CancellationToken.None);
        var catalog = new CatalogApi(client);
        ConnectAuthority authority = Authority(cluster, new RecordingLog(), TimeSpan.FromSeconds(2), new SidecarCertificates(catalog));
        await Poll.UntilAsync(
            async () => (await catalog.ServiceNamesAsync(CancellationToken.None)).Contains("web-sidecar-proxy") ? null : "not in the catalog", TimeSpan.FromSeconds(30));
        ConsulConnectCA before = await authority.ReadAsync(CancellationToken.None);

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => authority.SetAsync(new() { BuiltIn = true }, CancellationToken.None));

        Assert.Equal("ConnectLeavesOld", error.ErrorId);
        Assert.Contains($"'web at 127.0.0.1:{sidecar.Port}: former root'", error.Message, StringComparison.Ordinal);
        ConsulConnectSidecar shown = Assert.Single((await authority.ReadAsync(CancellationToken.None)).Sidecar!);
        Assert.Equal((true, before.ActiveRoot!.Id), (Assert.Single(before.Sidecar!).IsCurrent, before.Sidecar![0].Root!.Id));
        Assert.Equal((false, before.ActiveRoot.Id), (shown.IsCurrent, shown.Root!.Id));
    }

    [Fact]
    public async Task A_root_in_a_server_s_configuration_brings_its_trust_domain_and_signs_from_the_start()
    {
        string folder = Directory.CreateTempSubdirectory("connect-settings-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "agent.hcl"), "server = true");
            ConsulCertificateAuthority root = AuthorityFiles.Create(
                new() { TrustDomain = "11111111-2222-3333-4444-555555555555.consul" }, Path.Combine(folder, "mesh.pem"), null, null, false, DateTimeOffset.UtcNow);
            var plan = new ConnectPlan { Authority = new() { PrivateKeyPath = root.KeyPath, RootCertificatePath = root.Path, LeafTtl = TimeSpan.FromHours(3) } };
            ConfigFragment fragment = ConnectSettings.Plan(folder, plan, new Version(1, 8, 7));
            fragment.Write();

            await using ConsulCluster cluster = await ConsulCluster.StartServerAsync(File.ReadAllText(fragment.Path));
            ConnectAuthority authority = Authority(cluster, new RecordingLog());
            await authority.ProveAsync(CancellationToken.None);
            ConsulConnectCA ca = await authority.ReadAsync(CancellationToken.None);

            Assert.Equal("11111111-2222-3333-4444-555555555555.consul", ca.TrustDomain);
            Assert.Equal(File.ReadAllText(root.Path).Trim(), ca.ActiveRoot!.Certificate.Trim());
            Assert.Equal("3h", ca.Setting["LeafCertTTL"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ConnectAuthority Authority(ConsulCluster cluster, RecordingLog log, TimeSpan? timeout = null, SidecarCertificates? sidecars = null)
    {
        var connection = new ConsulConnection(cluster["s1"].HttpAddress);
        return new ConnectAuthority(connection, new ConnectApi(new ConsulClient(connection, log)), log)
        {
            Timeout = timeout ?? TimeSpan.FromSeconds(60),
            Sidecars = sidecars,
        };
    }
}
