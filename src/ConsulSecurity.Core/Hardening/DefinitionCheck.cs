using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>A check of the health checks that an agent runs.</summary>
/// <param name="info">What it asks for.</param>
/// <param name="expected">What should be there, in words.</param>
/// <param name="isFault">Whether a health check is at fault.</param>
internal abstract class DefinitionCheck(HardeningCheckInfo info, string expected, Func<CheckEvidence, NodeView, bool> isFault) : NodeCheck(info)
{
    protected override Judgement Judge(NodeView node)
    {
        if (Missing(node) is { } missing)
        {
            return Judgement.Unknown(node.Name, missing);
        }

        List<CheckEvidence> faults = [.. node.Node.Checks.Value!.Where(check => isFault(check, node))];
        return Judgement.Of(
            faults.Count == 0, node.Name, expected,
            faults.Count == 0 ? "none" : string.Join(", ", faults.Select(check => check.ToString()).Distinct().Take(8)),
            faults.Select(check => check.Location).FirstOrDefault(place => place is not null));
    }

    /// <summary>What has to be known besides; null where nothing is missing.</summary>
    protected virtual string? Missing(NodeView node) => node.Node.Checks.IsKnown ? null : node.WhatIsMissing;
}
