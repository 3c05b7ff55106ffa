using System;
using System.Collections.Generic;

namespace ConsulSecurity.Connect;

/// <summary>
/// Decides who may connect to whom as Consul does: of the intentions that fit, the one with the highest precedence alone counts,
/// and without any the default. Destinations are compared without regard to case and sources with it, as the server does.
/// </summary>
internal sealed class IntentionEvaluator
{
    private readonly Dictionary<string, Dictionary<string, ConsulIntention>> _byDestination = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _defaultAllows;

    public IntentionEvaluator(IEnumerable<ConsulIntention> intentions, bool defaultAllows)
    {
        _defaultAllows = defaultAllows;
        foreach (ConsulIntention intention in intentions)
        {
            // Those of a peer say nothing about services of this cluster.
            if (intention.SourcePeer is null)
            {
                if (!_byDestination.TryGetValue(intention.Destination, out Dictionary<string, ConsulIntention>? sources))
                {
                    _byDestination.Add(intention.Destination, sources = new(StringComparer.Ordinal));
                }

                sources[intention.Source] = intention;
            }
        }
    }

    /// <summary>The intention that decides; null where the default does.</summary>
    public ConsulIntention? Find(string source, string destination) =>
        Find(source, "*", destination) ?? Find(source, "*", "*");

    /// <param name="source">The service that opens the connection.</param>
    /// <param name="destination">The service that is connected to.</param>
    /// <param name="request">The HTTP request; without it an intention with permissions refuses, as the server says too.</param>
    public IntentionDecision Decide(string source, string destination, IntentionRequest? request = null)
    {
        ConsulIntention? intention = Find(source, destination);
        (bool allowed, string reason) = intention switch
        {
            null => (_defaultAllows, $"no intention fits, and the default is to {(_defaultAllows ? "allow" : "deny")}"),
            { Permissions.Length: > 0 } when request is null => (false, $"'{intention}' decides by request: name a path"),
            { Permissions.Length: > 0 } => DecideRequest(intention, request),
            _ => (intention.Action == IntentionAction.Allow, $"'{intention}' with precedence {intention.Precedence}"),
        };
        return new IntentionDecision { Source = source, Destination = destination, Allowed = allowed, Intention = intention, Reason = reason };
    }

    private ConsulIntention? Find(string source, string wildcard, string destination)
    {
        if (!_byDestination.TryGetValue(destination, out Dictionary<string, ConsulIntention>? sources))
        {
            return null;
        }

        return sources.TryGetValue(source, out ConsulIntention? found) || sources.TryGetValue(wildcard, out found) ? found : null;
    }

    private (bool Allowed, string Reason) DecideRequest(ConsulIntention intention, IntentionRequest request)
    {
        IntentionPermission? permission = Array.Find(intention.Permissions, p => PermissionMatch.Fits(p, request));
        return permission is null
            ? (_defaultAllows, $"no permission of '{intention}' fits the request, and the default is to {(_defaultAllows ? "allow" : "deny")}")
            : (permission.Action == IntentionAction.Allow, $"'{permission}' of '{intention}'");
    }
}
