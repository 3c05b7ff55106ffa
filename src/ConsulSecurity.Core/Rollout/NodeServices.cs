using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Configuration;
using ConsulSecurity.Platform;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Rollout;

/// <summary>A service registered at an agent.</summary>
/// <param name="Id">Its id on the node.</param>
/// <param name="Name">The service's name.</param>
/// <param name="TokenOwner">The service whose token it takes: of a sidecar the one that it stands in front of.</param>
/// <param name="Token">The token that it was registered with; empty for none. Not to be shown.</param>
/// <param name="IsKept">Whether it was registered through the API and the agent keeps it in its data folder; else a file of the configuration defines it.</param>
/// <param name="Path">The file.</param>
internal sealed record NodeService(string Id, string Name, string TokenOwner, string Token, bool IsKept, string Path)
{
    public bool HasToken => Token.Length > 0;

    // Records print all their members otherwise.
    public override string ToString() => $"{Name} ({Id})";
}

/// <summary>
/// The services that an agent knows, with the tokens that they were registered with, as its data folder and its configuration have them. An
/// agent keeps what came through its API in <c>services/</c> and <c>checks/</c>; while it is stopped, a token can be put there.
/// </summary>
internal static class NodeServices
{
    public static async Task<IReadOnlyList<NodeService>> ReadAsync(INode node, MergedConfiguration configuration, CancellationToken cancellation)
    {
        var services = new List<NodeService>();
        foreach ((string path, JObject kept) in await KeptAsync(node, configuration, "services", cancellation).ConfigureAwait(false))
        {
            if (kept["Service"] is JObject service)
            {
                services.Add(Read(service, (string?)kept["Token"] ?? string.Empty, isKept: true, path));
            }
        }

        services.AddRange(Defined(configuration));
        return services;
    }

    /// <summary>Gives the kept services of a node, and their checks, tokens; only while its agent is stopped. Those that have one keep it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="tokenOf">The token of a service; null to leave it as it is; empty to take ours away.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task GiveTokensAsync(
        INode node, MergedConfiguration configuration, Func<NodeService, string?> tokenOf, CancellationToken cancellation)
    {
        var byId = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string path, JObject kept) in await KeptAsync(node, configuration, "services", cancellation).ConfigureAwait(false))
        {
            if (kept["Service"] is JObject service && Read(service, (string?)kept["Token"] ?? string.Empty, true, path) is var known
                && tokenOf(known) is { } token && token != known.Token)
            {
                byId[known.Id] = token;
                kept["Token"] = token;
                await WriteAsync(node, path, kept, cancellation).ConfigureAwait(false);
            }
        }

        foreach ((string path, JObject kept) in await KeptAsync(node, configuration, "checks", cancellation).ConfigureAwait(false))
        {
            if ((string?)kept["Check"]?["ServiceID"] is { } id && byId.TryGetValue(id, out string? token))
            {
                kept["Token"] = token;
                await WriteAsync(node, path, kept, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static Task WriteAsync(INode node, string path, JObject kept, CancellationToken cancellation) =>
        node.WriteAsync(path, Encoding.UTF8.GetBytes(kept.ToString(Formatting.None)), FileAudience.Private, cancellation);

    private static async Task<IReadOnlyList<(string Path, JObject Kept)>> KeptAsync(
        INode node, MergedConfiguration configuration, string folder, CancellationToken cancellation)
    {
        if ((node.Info.DataFolder ?? configuration.String("data_dir")) is not { } data)
        {
            return [];
        }

        var found = new List<(string, JObject)>();
        foreach (string path in await node.ListAsync(NodeFiles.Join(node.Info, data, folder), cancellation).ConfigureAwait(false))
        {
            try
            {
                if (!path.EndsWith(".tmp", StringComparison.Ordinal) && await NodeFiles.TextAsync(node, path, cancellation).ConfigureAwait(false) is { } text)
                {
                    found.Add((path, JObject.Parse(text)));
                }
            }
            catch (JsonException)
            {
                // Not one that the agent keeps.
            }
        }

        return found;
    }

    private static NodeService Read(JObject service, string token, bool isKept, string path)
    {
        string name = (string?)service["Service"] ?? (string?)service["Name"] ?? string.Empty;
        string id = (string?)service["ID"] is { Length: > 0 } own ? own : name;
        string owner = (string?)service["Kind"] == "connect-proxy" && (string?)service["Proxy"]?["DestinationServiceName"] is { Length: > 0 } target ? target : name;
        return new NodeService(id, name, owner, token, isKept, path);
    }

    private static IEnumerable<NodeService> Defined(MergedConfiguration configuration)
    {
        foreach (string setting in new[] { "service", "services" })
        {
            if (!configuration.Settings.TryGetValue(setting, out MergedSetting? said))
            {
                continue;
            }

            foreach (ConfigObject service in Objects(said.Value))
            {
                string name = Text(service, "name") ?? string.Empty;
                yield return new NodeService(Text(service, "id") ?? name, name, name, Text(service, "token") ?? string.Empty, false, said.Location.Path);
            }
        }
    }

    private static IEnumerable<ConfigObject> Objects(object value) => value switch
    {
        ConfigObject one => [one],
        ConfigList list => list.Items.SelectMany(Objects),
        _ => [],
    };

    private static string? Text(ConfigObject block, string name) => (block.Get(name) as ConfigString)?.Value;
}
