using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>Makes the picture of a snapshot, cut to what a page can show.</summary>
internal static class PictureMaker
{
    public const int MostNodes = 60;
    public const int MostRows = 25;

    public static ClusterPicture Of(ClusterSnapshot snapshot)
    {
        IReadOnlyList<PictureNode> nodes =
        [
            .. snapshot.Nodes.OrderBy(node => node.IsServer != true).ThenBy(node => node.Name, StringComparer.Ordinal).Take(MostNodes).Select(Node),
        ];
        Evidence<AclRights> rights = AclRights.Of(snapshot);
        if (!rights.IsKnown)
        {
            return new ClusterPicture { Nodes = nodes, TokensNeed = AgentView.Missing(rights) };
        }

        TokenRights[] posing = [.. rights.Value!.Tokens.Where(token => !token.IsManagement && !token.Services.IsEmpty)];
        string[] services =
        [
            .. posing.SelectMany(token => token.Services.Names)
                .Concat((snapshot.Services.Value ?? []).Where(service => service.Kind.Length == 0).Select(service => service.Name))
                .Where(name => name != "consul").Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal).Take(MostRows),
        ];
        return new ClusterPicture
        {
            Nodes = nodes,
            Services = services,
            Tokens =
            [
                .. posing.OrderByDescending(token => token.Services.Prefixes.Count).ThenByDescending(token => token.Services.Names.Count)
                    .ThenBy(token => token.Token.Description, StringComparer.Ordinal).Take(MostRows)
                    .Select(token => new PictureToken(
                        token.Token.Description is { Length: > 0 } said ? said : token.Token.AccessorId,
                        [.. services.Where(token.Services.Includes)],
                        token.Services.Own is not null)),
            ],
            ManagementTokens = rights.Value!.Tokens.Count(token => token.IsManagement),
        };
    }

    private static PictureNode Node(NodeSnapshot node)
    {
        var from = new List<string>();
        void Add(bool seen, string what)
        {
            if (seen)
            {
                from.Add(what);
            }
        }

        Add(node.Configuration.IsKnown, "files");
        Add(node.Running.IsKnown, "agent");
        Add(node.Rpc.IsKnown || node.Https.IsKnown || node.PlainHttp.IsKnown || node.LanGossip.IsKnown, "ports");
        Add(node.Host.Files.IsKnown || node.Host.Process.IsKnown, "host");
        return new PictureNode(node.Name, node.IsServer switch { true => "server", false => "client", _ => "unknown" }, node.Version ?? string.Empty, from);
    }
}
