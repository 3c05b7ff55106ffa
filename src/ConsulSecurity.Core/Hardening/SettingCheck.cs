using System;

namespace ConsulSecurity.Hardening;

/// <summary>A check of one setting of each node.</summary>
/// <param name="info">What it asks for.</param>
/// <param name="setting">The setting's name.</param>
/// <param name="expected">What should be there, in words.</param>
/// <param name="holds">Whether a value is as it should be; null stands for nothing said.</param>
/// <param name="role">Which nodes it is about.</param>
internal abstract class SettingCheck(
    HardeningCheckInfo info, string setting, string expected, Func<object?, bool> holds, NodeRole role = NodeRole.Any)
    : NodeCheck(info, role)
{
    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        SeenSetting? seen = node.Find(setting);
        if (seen is null && !node.Node.Configuration.IsKnown)
        {
            // The agent does not show this one.
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        return Judgement.Of(holds(seen?.Value), node.Name, expected, seen?.Text ?? $"{setting} is not set", seen?.Location);
    }
}
