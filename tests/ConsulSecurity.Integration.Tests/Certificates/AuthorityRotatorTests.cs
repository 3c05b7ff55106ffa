using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Rotation;
using ConsulSecurity.Configuration;
using ConsulSecurity.Gossip;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Certificates;

/// <summary>Live clusters with everything on (gossip key, ACLs that deny, TLS verified both ways, HTTPS only) move to another authority.</summary>
public class AuthorityRotatorTests
{
    private static readonly string s_token = Guid.NewGuid().ToString();

    [Fact]
    public async Task All_agents_end_on_the_new_chain_and_no_request_is_lost()
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await StartAsync(tls, servers: 3, clients: 2);
        await using var load = new HttpsLoad(cluster, s_token);
        using SigningAuthority next = NewAuthority(tls, "next");

        IReadOnlyList<AuthorityRotation> rotations = await RotateAsync(cluster, next);

        await AssertAllOnAsync(cluster, next);
        Assert.All(rotations, rotation => Assert.Equal([next.Certificate.Subject], rotation.Trusted));
        Assert.All(rotations, rotation => Assert.Equal([tls.Root.Certificate.Subject], rotation.Removed));
        Assert.Equal([2, 2, 2, 1, 1], rotations.Select(rotation => rotation.ServedAt.Count));
        Assert.Equal([2, 2, 2, 1, 1], rotations.Select(rotation => rotation.TrustSeenAt.Count));
        await load.AssertNothingLostAsync(atLeast: 100);
        await cluster.WaitAsync();
    }

    [Fact]
    public async Task Stopped_after_a_step_old_and_new_work_side_by_side()
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await StartAsync(tls, servers: 1, clients: 1);
        using SigningAuthority next = NewAuthority(tls, "next");

        await RotateAsync(cluster, next, lastStep: AuthorityRotationStep.TrustBoth);
        string[] both = [tls.Root.Certificate.Subject, next.Certificate.Subject];
        await AssertShownAsync(cluster, both, tls.Root);

        await RotateAsync(cluster, next, lastStep: AuthorityRotationStep.NewCertificates);
        await AssertShownAsync(cluster, both, next);

        await RotateAsync(cluster, next);
        await AssertAllOnAsync(cluster, next);
    }

    /// <summary>The run is cut off after each thing that it does; the next one, with the same authority or another, goes on.</summary>
    [Fact]
    public async Task Cut_off_after_anything_the_next_run_completes_and_no_request_is_lost()
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await StartAsync(tls, servers: 3, clients: 1);
        await using var load = new HttpsLoad(cluster, s_token);
        string[] cuts =
        [
            "check", "TrustBoth s2 written", "TrustBoth s2 reloaded", "TrustBoth s3", "TrustBoth", "NewCertificates s1", "NewCertificates c1",
            "NewCertificates", "DropOld s1 written", "DropOld s2 reloaded", "DropOld c1", "DropOld",
        ];
        var done = new List<string>();
        foreach (string cut in cuts)
        {
            SigningAuthority lost = NewAuthority(tls, $"lost{done.Count}");
            await Assert.ThrowsAsync<KilledException>(() => RotateAsync(cluster, lost, afterStep: step =>
            {
                if (step == cut)
                {
                    throw new KilledException();
                }
            }));
            done.Add(cut);

            SigningAuthority next = done.Count % 2 == 0 ? lost : NewAuthority(tls, $"next{done.Count}");
            await RotateAsync(cluster, next);
            await AssertAllOnAsync(cluster, next);
        }

        Assert.Equal(cuts, done);
        await load.AssertNothingLostAsync(atLeast: 100);
        await cluster.WaitAsync();
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await StartAsync(tls, servers: 1, clients: 0);
        using SigningAuthority next = NewAuthority(tls, "next");
        AuthorityRotation first = (await RotateAsync(cluster, next))[0];
        var steps = new List<string>();

        AuthorityRotation second = (await RotateAsync(cluster, next, afterStep: steps.Add))[0];

        Assert.Equal(first.Certificate!.Fingerprint, second.Certificate!.Fingerprint);
        Assert.Empty(second.Removed);
        Assert.DoesNotContain(steps, step => step.EndsWith("reloaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_member_that_was_forgotten_stops_it_before_anything_is_changed()
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await StartAsync(tls, servers: 1, clients: 1);
        using SigningAuthority next = NewAuthority(tls, "next");
        string before = await File.ReadAllTextAsync(Trust(cluster["s1"]));

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() =>
            new AuthorityRotator(next, SilentLog.Instance).RotateAsync(Nodes([cluster["s1"]], s_token), DateTimeOffset.UtcNow, CancellationToken.None));

        Assert.Equal("RotationMembersMissing", error.ErrorId);
        Assert.Contains("'c1'", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Trust(cluster["s1"])));
    }

    [Fact]
    public async Task A_token_that_does_not_see_the_members_stops_it()
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await StartAsync(tls, servers: 1, clients: 0);
        using SigningAuthority next = NewAuthority(tls, "next");

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() =>
            new AuthorityRotator(next, SilentLog.Instance).RotateAsync(Nodes(cluster.Agents, token: null), DateTimeOffset.UtcNow, CancellationToken.None));

        Assert.Equal("RotationMembersUnknown", error.ErrorId);
    }

    [Fact]
    public async Task An_authority_that_may_not_sign_for_the_agents_names_stops_it()
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await StartAsync(tls, servers: 1, clients: 0);
        using SigningAuthority next = NewAuthority(tls, "next", permitted: "elsewhere");

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => RotateAsync(cluster, next));

        Assert.Equal("NameNotPermitted", error.ErrorId);
        await AssertShownAsync(cluster, [tls.Root.Certificate.Subject], tls.Root);
    }

    private static Task<ConsulCluster> StartAsync(TlsLab tls, int servers, int clients) => ConsulCluster.StartAsync(new ConsulClusterOptions
    {
        Servers = servers,
        Clients = clients,
        Token = s_token,
        HttpClient = agent => HttpsLoad.Client(agent),
        Configuration = $$"""
            encrypt = "{{GossipKeys.Generate().Reveal()}}"
            ports { http = -1 }
            acl { enabled = true, default_policy = "deny", tokens { master = "{{s_token}}", agent = "{{s_token}}" } }
            """,
        NodeConfiguration = agent =>
        {
            File.Copy(tls.AuthorityPath, Trust(agent));
            return tls.Configuration(tls.Issue(tls.OrderFor(agent), agent.Folder), Trust(agent));
        },
    });

    private static string Trust(ConsulAgent agent) => Path.Combine(agent.Folder, "ca.pem");

    private static SigningAuthority NewAuthority(TlsLab tls, string name, string permitted = "consul")
    {
        string path = Path.Combine(tls.Folder, name + ".pem");
        AuthorityFiles.Create(
            new AuthorityOrder { Domain = permitted, PermittedNames = [permitted] }, path, null, null, false, DateTimeOffset.UtcNow);
        return SigningAuthority.Open(path, null, null, DateTimeOffset.UtcNow);
    }

    private static AuthorityNode[] Nodes(IEnumerable<ConsulAgent> agents, string? token) =>
    [
        .. agents.SelectMany(agent => TlsNodes.Read(
            agent.ConfigurationFolder,
            new Version(1, 8, 7),
            new ConsulConnection(new Uri($"https://{agent.Address}:8501")) { Token = token is null ? null : SecureText.Hide(token) },
            listeners: null)),
    ];

    private static Task<IReadOnlyList<AuthorityRotation>> RotateAsync(
        ConsulCluster cluster, SigningAuthority authority, AuthorityRotationStep lastStep = AuthorityRotationStep.DropOld, Action<string>? afterStep = null) =>
        new AuthorityRotator(authority, SilentLog.Instance) { LastStep = lastStep, AfterStep = afterStep }
            .RotateAsync(Nodes(cluster.Agents, s_token), DateTimeOffset.UtcNow, CancellationToken.None);

    private static Task AssertAllOnAsync(ConsulCluster cluster, SigningAuthority authority) =>
        AssertShownAsync(cluster, [authority.Certificate.Subject], authority);

    private static async Task AssertShownAsync(ConsulCluster cluster, string[] trusted, SigningAuthority signer)
    {
        foreach (ConsulAgent agent in cluster.Agents)
        {
            int[] ports = agent.IsServer ? [8501, 8300] : [8501];
            foreach (int port in ports)
            {
                ListenerView view = await ListenerCertificates.LookAsync(
                    ListenerAddress.Parse(agent.Address, port), null, TimeSpan.FromSeconds(10), CancellationToken.None);
                Assert.True(signer.HasSigned(view.Served), $"{agent.Name}:{port} serves a certificate of {view.Served.Issuer}");
                Assert.Equal(trusted.Order(), view.AcceptedAuthorities?.Order());
            }
        }
    }

    private sealed class KilledException : Exception;
}
