using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>What a firewall does with a new connection from an address that no rule names.</summary>
internal sealed class FirewallWalk(FirewallEvidence firewall)
{
    private const int DeepestJump = 16;

    [Flags]
    private enum Ends
    {
        None = 0,
        Accepted = 1,
        Dropped = 2,
        GoesOn = 4,
    }

    /// <summary>Whether a stranger gets through; null where that hangs on conditions that cannot be judged.</summary>
    public bool? LetsStrangersIn(string protocol, int port)
    {
        bool unsure = false;
        foreach (FirewallChainEvidence chain in firewall.Chains.Where(chain => chain.IsInput))
        {
            Ends ends = Walk(chain, protocol, port, 0);
            if (ends == Ends.Dropped)
            {
                // Whatever the other chains say.
                return false;
            }

            unsure |= ends.HasFlag(Ends.Dropped);
        }

        return unsure ? null : true;
    }

    /// <summary>The ports of a range at which something changes.</summary>
    public IReadOnlyList<int> Interesting(int low, int high) =>
    [
        .. new[] { low, high }
            .Concat(firewall.Chains.SelectMany(c => c.Rules).SelectMany(r => r.Ports ?? []).SelectMany(text => Bounds(text) is var (a, b) ? new[] { a, b, a - 1, b + 1 } : []))
            .Where(port => port >= low && port <= high).Distinct().OrderBy(port => port),
    ];

    /// <summary>Who is let in to a port by name.</summary>
    public IReadOnlyList<string> Guests(string protocol, int port) =>
    [
        .. firewall.Chains.SelectMany(c => c.Rules)
            .Where(r => r.Verdict == "accept" && r.Sources is not null && (r.Protocol is null || r.Protocol == protocol) && r.Ports is not null && IsAmong(r.Ports, port))
            .SelectMany(r => r.Sources!).Distinct(),
    ];

    /// <summary>A port that no rule names.</summary>
    public int UnnamedPort()
    {
        List<string> named = [.. firewall.Chains.SelectMany(c => c.Rules).SelectMany(r => r.Ports ?? [])];
        return Enumerable.Range(49152, 16000).First(port => !IsAmong(named, port));
    }

    private Ends Walk(FirewallChainEvidence chain, string protocol, int port, int depth)
    {
        Ends ends = Ends.None;
        foreach (FirewallChainRuleEvidence rule in chain.Rules)
        {
            if (!MayMatch(rule, protocol, port))
            {
                continue;
            }

            Ends verdict = Verdict(rule, protocol, port, depth);
            ends |= verdict & ~Ends.GoesOn;
            if (!rule.HasOtherConditions && !verdict.HasFlag(Ends.GoesOn))
            {
                return ends;
            }

            if (!rule.HasOtherConditions && rule.Verdict is "return" or "goto")
            {
                break;
            }
        }

        return ends | (chain.IsInput ? chain.Drops ? Ends.Dropped : Ends.Accepted : Ends.GoesOn);
    }

    private Ends Verdict(FirewallChainRuleEvidence rule, string protocol, int port, int depth) => rule.Verdict switch
    {
        "accept" => Ends.Accepted,
        "drop" or "reject" => Ends.Dropped,
        "vmap" => Ends.Accepted | Ends.Dropped | Ends.GoesOn,
        "jump" or "goto" when depth < DeepestJump && firewall.Chains.FirstOrDefault(c => c.Name == rule.Target) is { } target => Walk(target, protocol, port, depth + 1),
        "jump" or "goto" => Ends.Accepted | Ends.Dropped | Ends.GoesOn,
        _ => Ends.GoesOn,
    };

    private static bool MayMatch(FirewallChainRuleEvidence rule, string protocol, int port) =>
        !rule.IsAboutKnownTraffic
        && (rule.Protocol is null || rule.Protocol == protocol)
        && (rule.Ports is null || IsAmong(rule.Ports, port))
        && (rule.Sources is null || rule.Sources.Any(source => source.EndsWith("/0", StringComparison.Ordinal)));

    private static bool IsAmong(IEnumerable<string> ports, int port) => ports.Any(text => Bounds(text) is var (low, high) && port >= low && port <= high);

    private static (int Low, int High)? Bounds(string text)
    {
        string[] ends = text.Split('-');
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int low)
            && int.TryParse(ends[ends.Length - 1], NumberStyles.None, CultureInfo.InvariantCulture, out int high)
            ? (low, high) : null;
    }
}
