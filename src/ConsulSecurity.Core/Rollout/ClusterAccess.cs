using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Rollout;

/// <summary>
/// The API of every agent of a cluster whose API is about to move: by HTTPS where an agent has it and its authority is known, else by HTTP.
/// </summary>
internal sealed class ClusterAccess(IReadOnlyList<ConsulNode> nodes, ConsulConnection? like, IOperationLog log)
{
    private static readonly RetryPolicy s_once = new() { WhileUnavailable = TimeSpan.Zero, WhileUnreachable = TimeSpan.Zero, TryTimeout = TimeSpan.FromSeconds(3) };
    private static readonly RetryPolicy s_patient = new() { WhileUnavailable = TimeSpan.FromSeconds(40), WhileUnreachable = TimeSpan.FromSeconds(10) };

    private readonly Dictionary<string, Ways> _ways = new(StringComparer.Ordinal);

    public IReadOnlyList<ConsulNode> Nodes => nodes;

    public IReadOnlyList<ConsulNode> Servers { get; } = [.. nodes.Where(n => n.IsServer)];

    /// <summary>The token that is sent; empty or null for none.</summary>
    public SecureString? Token { get; private set; } = like?.Token;

    /// <summary>The file of the authority that HTTPS is verified by.</summary>
    public string? AuthorityPath { get; private set; } = like?.CACertificate;

    /// <summary>Our own certificate for agents that demand one.</summary>
    public string? CertificatePath { get; private set; } = like?.ClientCertificate;

    public void UseToken(SecureString token)
    {
        lock (_ways)
        {
            Token = token;
            _ways.Clear();
        }
    }

    public void UseCertificates(string authority, string certificate)
    {
        lock (_ways)
        {
            AuthorityPath = authority;
            CertificatePath = certificate;
            _ways.Clear();
        }
    }

    /// <summary>A client to the node by the way that answered last, for work that can wait for a leader.</summary>
    public ConsulClient Client(ConsulNode node, SecureString? token = null)
    {
        Ways ways = WaysOf(node);
        ConsulConnection connection = ways.IsHttps ? ways.Https! : ways.Http;
        return new ConsulClient(token is null ? connection : connection.As(token), log, s_patient);
    }

    /// <summary>Asks once; null where nothing answers in time.</summary>
    public async Task<ConsulAnswer?> AskAsync(ConsulNode node, string path, CancellationToken cancellation, SecureString? token = null)
    {
        Ways ways = WaysOf(node);
        foreach (bool https in ways.Https is null ? [false] : new[] { true, false })
        {
            ConsulConnection connection = https ? ways.Https! : ways.Http;
            try
            {
                var client = new ConsulClient(token is null ? connection : connection.As(token), log, s_once);
                ConsulAnswer answer = await client.AskAsync(ConsulRequest.Get(path), cancellation).ConfigureAwait(false);
                ways.IsHttps = https;
                return answer;
            }
            catch (ConsulSecurityException e)
            {
                log.Verbose($"{node.Name}: {e.Message}");
                if (e.ErrorId is "ConsulCertificateUntrusted")
                {
                    throw;
                }
            }
        }

        return null;
    }

    /// <summary>A client to a server that answers; the leader where <paramref name="leader"/> says so and it can be told.</summary>
    /// <exception cref="ConsulSecurityException"><c>NoAgentAnswers</c>.</exception>
    public async Task<ConsulClient> AnyServerAsync(bool leader, CancellationToken cancellation)
    {
        string? leading = leader ? await LeaderAsync(null, cancellation).ConfigureAwait(false) : null;
        foreach (ConsulNode server in Servers.OrderByDescending(s => s.Name == leading))
        {
            if (await AskAsync(server, "status/leader", cancellation).ConfigureAwait(false) is { IsSuccess: true })
            {
                return Client(server);
            }
        }

        throw RolloutErrors.NoAgentAnswers(Servers);
    }

    /// <summary>The name of the server that the others say leads; null where they name none, or one that is not of the inventory.</summary>
    /// <param name="except">A server that is not asked, and that does not count.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<string?> LeaderAsync(string? except, CancellationToken cancellation)
    {
        ConsulNode[] asked = [.. Servers.Where(s => s.Name != except)];
        ConsulAnswer?[] answers = await Task.WhenAll(asked.Select(s => AskAsync(s, "status/leader", cancellation))).ConfigureAwait(false);
        string[] named = [.. answers.Where(a => a is { IsSuccess: true }).Select(a => a!.Body.Trim().Trim('"')).Where(text => text.Length > 0).Distinct()];
        string? host = named.Length == 1 ? Host(named[0]) : null;
        ConsulNode? leader = Servers.FirstOrDefault(s => s.Address == host) ?? (host is null ? null : await ByPeersAsync(host, cancellation).ConfigureAwait(false));
        return leader?.Name == except ? null : leader?.Name;
    }

    private static string Host(string address) => address.Substring(0, address.LastIndexOf(':')).Trim('[', ']');

    // A server that advertises another address than the one that we reach it at.
    private async Task<ConsulNode?> ByPeersAsync(string host, CancellationToken cancellation)
    {
        foreach (ConsulNode server in Servers)
        {
            if (await AskAsync(server, "catalog/nodes", cancellation).ConfigureAwait(false) is { IsSuccess: true } answer)
            {
                string? name = (string?)answer.ReadTree().FirstOrDefault(n => (string?)n["Address"] == host)?["Node"];
                return Servers.FirstOrDefault(s => s.Name == name);
            }
        }

        return null;
    }

    private Ways WaysOf(ConsulNode node)
    {
        lock (_ways)
        {
            if (!_ways.TryGetValue(node.Name, out Ways? ways))
            {
                bool https = (AuthorityPath is not null && File.Exists(AuthorityPath)) || like is { Address.Scheme: "https" };
                _ways[node.Name] = ways = new Ways(Connect("http", node.Address, node.HttpPort), https ? Connect("https", node.Address, node.HttpsPort) : null);
            }

            return ways;
        }
    }

    private ConsulConnection Connect(string scheme, string host, int port) => new(new UriBuilder(scheme, host, port).Uri)
    {
        Token = Token,
        CACertificate = AuthorityPath,
        CAPath = like?.CAPath,
        ClientCertificate = CertificatePath,
        ClientKey = CertificatePath is null ? null : CertificatePath == like?.ClientCertificate ? like.ClientKey : Certificates.CertificateFile.KeyPathOf(CertificatePath),
        TlsServerName = like?.TlsServerName,
        SkipCertificateCheck = like?.SkipCertificateCheck ?? false,
    };

    private sealed class Ways(ConsulConnection http, ConsulConnection? https)
    {
        public ConsulConnection Http { get; } = http;

        public ConsulConnection? Https { get; } = https;

        public bool IsHttps { get; set; }
    }
}
