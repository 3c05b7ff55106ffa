namespace ConsulSecurity.Rollout;

/// <summary>What the secrets of a cluster are called in the vault.</summary>
internal static class VaultNames
{
    public const string GossipKey = "gossip-key";

    /// <summary>The authority's certificate and key, one PEM text each.</summary>
    public const string AuthorityCertificate = "authority/certificate";

    public const string AuthorityKey = "authority/key";

    /// <summary>The first token of the cluster, which may do everything.</summary>
    public const string Management = "token/management";

    /// <summary>The token that agents answer DNS with.</summary>
    public const string Dns = "token/dns";

    public static string Agent(string node) => "token/agent/" + node;

    public static string Service(string service) => "token/service/" + service;

    /// <summary>The accessor of a token, chosen before the token is made.</summary>
    public static string Accessor(string token) => token + "/accessor";

    /// <summary>What a file of ours said on a node before the first run.</summary>
    public static string Backup(string node, string path) => $"backup/{node}/{path}";
}
