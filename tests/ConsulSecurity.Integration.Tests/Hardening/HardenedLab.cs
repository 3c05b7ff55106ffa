using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Consul;
using ConsulSecurity.Gossip;
using ConsulSecurity.Integration.Tests.Certificates;
using ConsulSecurity.Lab;
using ConsulSecurity.Observation;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Integration.Tests.Hardening;

/// <summary>Three servers and two clients that are hardened by hand, setting by setting, and nothing of ours but the certificates.</summary>
internal sealed class HardenedLab : IAsyncDisposable
{
    private const int Account = 64123;
    private static readonly string[] s_nodes = ["s1", "s2", "s3", "c1", "c2"];
    private static readonly Dictionary<string, string> s_services = new() { ["c1"] = "web", ["c2"] = "api" };

    private readonly TlsLab _tls = new();
    private readonly string _gossipKey = GossipKeys.Generate().Reveal();
    private readonly Dictionary<string, string> _agentTokens = s_nodes.ToDictionary(node => node, _ => Guid.NewGuid().ToString());
    private readonly Dictionary<string, string> _serviceTokens = s_services.Values.ToDictionary(service => service, _ => Guid.NewGuid().ToString());
    private ConsulCluster? _cluster;
    private ConsulConnection? _client;

    public ConsulCluster Cluster => _cluster!;

    public string Operator { get; } = Guid.NewGuid().ToString();

    public static async Task<HardenedLab> StartAsync()
    {
        var lab = new HardenedLab();
        try
        {
            await lab.RunAsync();
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everything that can be seen, from files, API and ports of every node.</summary>
    public Task<ClusterSnapshot> LookAsync(string? token) => LookAsync(Cluster, Connection(Cluster["s1"], token));

    public static Task<ClusterSnapshot> LookAsync(ConsulCluster cluster, ConsulConnection connection) => new ClusterSurvey(
        new SurveyRequest(new SnapshotRequest { Client = new ConsulClient(connection), ConsulVersion = new Version(1, 8, 7) })
        {
            AllMembers = true,
            NodePaths = cluster.Agents.ToDictionary(agent => agent.Name, agent => (IReadOnlyList<string>)[agent.ConfigurationFolder]),
        },
        SilentLog.Instance).TakeAsync(CancellationToken.None);

    public ConsulConnection Connection(ConsulAgent agent, string? token) => new(new Uri($"https://{agent.Address}:8501"))
    {
        CACertificate = _tls.AuthorityPath,
        ClientCertificate = Path.Combine(_tls.Folder, "operator", "agent.pem"),
        ClientKey = CertificateFile.FindKey(Path.Combine(_tls.Folder, "operator", "agent.pem")),
        Token = token is null ? null : SecureText.Hide(token),
    };

    /// <summary>The authority's key, for what has no business on an agent.</summary>
    public string AuthorityKey => CertificateFile.FindKey(_tls.AuthorityPath)!;

    /// <summary>All that nobody may find in what we write.</summary>
    public IEnumerable<string> Secrets =>
    [
        _gossipKey, Operator, .. _agentTokens.Values, .. _serviceTokens.Values,
        .. File.ReadAllLines(AuthorityKey).Where(line => line.Length > 40),
        .. Cluster.Agents.SelectMany(agent => File.ReadAllLines(Path.Combine(agent.Folder, "agent-key.pem"))).Where(line => line.Length > 40),
    ];

    /// <summary>One client agent from every side, and the cluster as it sees it.</summary>
    public Task<ClusterSnapshot> LookAtAsync(ConsulAgent agent) => new SnapshotTaker(
        new SnapshotRequest { Client = new ConsulClient(_client ??= Connection(agent, Operator)), Paths = [agent.ConfigurationFolder], Addresses = [agent.Address] },
        SilentLog.Instance).TakeAsync(CancellationToken.None);

    /// <summary>One server, asked with a token and probed, without its files.</summary>
    public Task<ClusterSnapshot> AskAsync(string? token) => new SnapshotTaker(
        new SnapshotRequest { Client = new ConsulClient(Connection(Cluster["s1"], token)), Addresses = [Cluster["s1"].Address] },
        SilentLog.Instance).TakeAsync(CancellationToken.None);

    /// <summary>Starts an agent anew with a change that is read last; null takes it away.</summary>
    /// <returns>Whether it came up with it.</returns>
    public static async Task<bool> ChangeAsync(ConsulAgent agent, string? change)
    {
        string path = Path.Combine(agent.ConfigurationFolder, "90-change.hcl");
        File.Delete(path);
        if (change is not null)
        {
            await File.WriteAllTextAsync(path, change);
        }

        await agent.KillAsync();
        agent.Start();
        try
        {
            await Poll.UntilAsync(() => TryAsync(async () => (await agent.GetAsync("/v1/agent/services"))!.AsObject().Count >= 2 && await agent.GetAsync("/v1/acl/tokens") is not null ? null : "no services"), TimeSpan.FromSeconds(10));
            return true;
        }
        catch (LabException)
        {
            return false;
        }
    }

    public async Task<string> PolicyAsync(string name, string rules) =>
        (string)(await Cluster["s1"].PutAsync("/v1/acl/policy", new JsonObject { ["Name"] = name, ["Rules"] = rules }))!["ID"]!;

    public async Task DeleteAsync(string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using HttpResponseMessage answer = await Cluster["s1"].Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Gives a file to the agents' account.</summary>
    public static void Own(string path)
    {
        if (Environment.UserName == "root")
        {
            using var own = System.Diagnostics.Process.Start("chown", [$"{Account}:{Account}", path]);
            own.WaitForExit();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _tls.Dispose();
    }

    private async Task RunAsync()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_tls.Folder, "operator")).FullName;
        _tls.Issue(new CertificateOrder { Role = CertificateRole.Cli, Node = "operator" }, folder);
        _cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions
        {
            Servers = 3,
            Clients = 2,
            Account = Account,
            Token = Operator,
            HttpClient = Https,
            NodeConfiguration = Configure,
            Wait = ClusterWait.Nothing,
        });
        ConsulAgent server = Cluster["s1"];
        await Poll.UntilAsync(() => TryAsync(async () => (string?)await server.GetAsync("/v1/status/leader") is { Length: > 0 } ? null : "no leader"), TimeSpan.FromSeconds(60));
        JsonNode? first = null;
        await Poll.UntilAsync(() => TryAsync(async () => (first = await server.PutAsync("/v1/acl/bootstrap")) is null ? "no token" : null), TimeSpan.FromSeconds(60));
        await CreateTokensAsync(server, (string)first!["SecretID"]!);
        await server.Http.PostAsJsonAsync(new Uri("/v1/connect/intentions", UriKind.Relative), new { SourceName = "web", DestinationName = "api", Action = "allow" });
        await server.Http.PostAsJsonAsync(new Uri("/v1/connect/intentions", UriKind.Relative), new { SourceName = "*", DestinationName = "*", Action = "deny" });
        await Cluster.WaitAsync(ClusterWait.Members);
        await Poll.UntilAsync(() => TryAsync(async () => (await server.GetAsync("/v1/catalog/services"))!.AsObject().Count == 5 ? null : "services are missing"), TimeSpan.FromSeconds(60));
    }

    private async Task CreateTokensAsync(ConsulAgent server, string bootstrap)
    {
        using HttpClient http = Https(server);
        http.DefaultRequestHeaders.Add("X-Consul-Token", bootstrap);
        using HttpResponseMessage made = await http.PutAsJsonAsync(
            new Uri("/v1/acl/token", UriKind.Relative),
            new { SecretID = Operator, Description = "Operators", ExpirationTTL = "23h", Policies = new[] { new { Name = "global-management" } } });
        made.EnsureSuccessStatusCode();
        foreach (KeyValuePair<string, string> agent in _agentTokens)
        {
            await server.PutAsync("/v1/acl/token", new JsonObject
            {
                ["SecretID"] = agent.Value,
                ["Description"] = $"Agent of {agent.Key}",
                ["NodeIdentities"] = new JsonArray(new JsonObject { ["NodeName"] = agent.Key, ["Datacenter"] = "dc1" }),
            });
        }

        foreach (KeyValuePair<string, string> service in _serviceTokens)
        {
            await server.PutAsync("/v1/acl/token", new JsonObject
            {
                ["SecretID"] = service.Value,
                ["Description"] = $"Service {service.Key}",
                ["Local"] = true,
                ["ServiceIdentities"] = new JsonArray(new JsonObject { ["ServiceName"] = service.Key }),
            });
        }
    }

    private string Configure(ConsulAgent agent)
    {
        string certificate = _tls.Issue(_tls.OrderFor(agent), agent.Folder);
        string authority = Path.Combine(agent.Folder, "ca.pem");
        File.Copy(_tls.AuthorityPath, authority, overwrite: true);
        string service = s_services.TryGetValue(agent.Name, out string? name)
            ? $$"""
                service {
                  name = "{{name}}"
                  address = "127.0.0.1"
                  port = 8080
                  token = "{{_serviceTokens[name]}}"
                  connect { sidecar_service { port = {{(name == "web" ? 21000 : 21001)}} } }
                }
                """
            : string.Empty;
        return $$"""
            primary_datacenter = "dc1"
            encrypt = "{{_gossipKey}}"
            encrypt_verify_incoming = true
            encrypt_verify_outgoing = true
            serf_lan_allowed_cidrs = ["127.0.0.0/8"]
            serf_wan_allowed_cidrs = ["127.0.0.0/8"]
            ca_file = "{{authority}}"
            cert_file = "{{certificate}}"
            key_file = "{{CertificateFile.FindKey(certificate)}}"
            verify_incoming = true
            verify_outgoing = true
            verify_server_hostname = true
            tls_min_version = "tls12"
            ports { http = -1 https = 8501{{(agent.IsServer ? " serf_wan = -1" : string.Empty)}} }
            acl {
              enabled = true
              default_policy = "deny"
              down_policy = "extend-cache"
              enable_token_persistence = true
              enable_key_list_policy = true
              tokens { agent = "{{_agentTokens[agent.Name]}}" }
            }
            connect { enabled = true }
            disable_remote_exec = true
            enable_script_checks = false
            disable_anonymous_signature = true
            enable_agent_tls_for_checks = true
            http_config {
              allow_write_http_from = ["127.0.0.0/8"]
              block_endpoints = ["/v1/acl/list", "/v1/acl/info", "/v1/agent/leave"]
              response_headers {
                X-Frame-Options = "DENY"
                X-Content-Type-Options = "nosniff"
                X-XSS-Protection = "1; mode=block"
                Strict-Transport-Security = "max-age=31536000"
              }
            }
            limits { http_max_conns_per_client = 200 rpc_max_conns_per_client = 100{{(agent.IsServer ? string.Empty : " rpc_rate = 100 rpc_max_burst = 1000")}} }
            {{service}}
            """;
    }

    private HttpClient Https(ConsulAgent agent)
    {
        string certificate = Path.Combine(_tls.Folder, "operator", "agent.pem");
        using X509Certificate2 pem = X509Certificate2.CreateFromPemFile(certificate, CertificateFile.FindKey(certificate));
        X509Certificate2 own = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pfx), null);
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = [own],
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri($"https://{agent.Address}:8501"), Timeout = TimeSpan.FromSeconds(10) };
    }

    private static async Task<string?> TryAsync(Func<Task<string?>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception e) when (e is HttpRequestException or LabException or TaskCanceledException)
        {
            return e.Message;
        }
    }
}
