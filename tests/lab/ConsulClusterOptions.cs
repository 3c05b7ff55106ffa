using System;
using System.Collections.Generic;
using System.Net.Http;

namespace ConsulSecurity.Lab;

/// <summary>What cluster to start.</summary>
public sealed record ConsulClusterOptions
{
    /// <summary>How many servers: s1, s2, ...</summary>
    public int Servers { get; init; } = 1;

    /// <summary>How many client agents: c1, c2, ...</summary>
    public int Clients { get; init; }

    /// <summary>The datacenter's name.</summary>
    public string Datacenter { get; init; } = "dc1";

    /// <summary>Configuration for every agent, HCL or JSON (begins with a brace).</summary>
    public string? Configuration { get; init; }

    /// <summary>Further configuration of one agent, HCL or JSON; read after the common one, so it wins. The agent knows its name, address and role.</summary>
    public Func<ConsulAgent, string?>? NodeConfiguration { get; init; }

    /// <summary>Addresses of servers in other datacenters to join over the WAN.</summary>
    public IReadOnlyList<string> JoinWan { get; init; } = [];

    /// <summary>The token that the lab itself looks with, where ACLs are on.</summary>
    public string? Token { get; init; }

    /// <summary>Makes the lab's own HTTP client where plain HTTP does not do (TLS); its BaseAddress may be left out.</summary>
    public Func<ConsulAgent, HttpClient>? HttpClient { get; init; }

    /// <summary>
    /// The numeric account that the agents run as where the tests run as root: a service has no business with root. Where the tests run as
    /// somebody else, the agents do too. Either way their folders are private; null leaves them as they are.
    /// </summary>
    public int? Account { get; init; }

    /// <summary>What to wait for before the cluster counts as started.</summary>
    public ClusterWait Wait { get; init; } = ClusterWait.Members;

    /// <summary>How long a wait may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
