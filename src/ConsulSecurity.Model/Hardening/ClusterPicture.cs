using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>What a report draws of a cluster: its nodes, and who can pose as which service.</summary>
public sealed record ClusterPicture
{
    /// <summary>The nodes, servers first.</summary>
    public IReadOnlyList<PictureNode> Nodes { get; init; } = [];

    /// <summary>The services that tokens are for or that are registered.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The tokens that may register services, those of the most first; tokens for everything are only counted.</summary>
    public IReadOnlyList<PictureToken> Tokens { get; init; } = [];

    /// <summary>How many tokens may do everything, and so pose as every service.</summary>
    public int ManagementTokens { get; init; }

    /// <summary>What would let the tokens be seen; empty where they were.</summary>
    public string TokensNeed { get; init; } = string.Empty;
}

/// <summary>A node in the picture.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">server, client, or unknown.</param>
/// <param name="Version">Its version; empty where it was not seen.</param>
/// <param name="SeenFrom">From where it was seen: files, agent, ports, host.</param>
public sealed record PictureNode(string Name, string Role, string Version, IReadOnlyList<string> SeenFrom);

/// <summary>A token in the picture.</summary>
/// <param name="Name">What it says of itself, or its accessor.</param>
/// <param name="Services">The services of the picture that it may register.</param>
/// <param name="IsNarrow">Whether it is for one service alone.</param>
public sealed record PictureToken(string Name, IReadOnlyList<string> Services, bool IsNarrow);
