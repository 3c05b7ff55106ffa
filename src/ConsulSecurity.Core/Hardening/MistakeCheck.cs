using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>A check of mistakes that the pre-flight of the configuration finds.</summary>
/// <param name="info">What it asks for.</param>
/// <param name="expected">What should be there, in words.</param>
/// <param name="ids">The mistakes.</param>
internal abstract class MistakeCheck(HardeningCheckInfo info, string expected, params string[] ids) : NodeCheck(info)
{
    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Mistakes.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.Node.Mistakes.Reason.Length > 0 ? node.Node.Mistakes.Reason : "the agent's configuration (-Path)");
        }

        List<Diagnostic> found = [.. node.Node.Mistakes.Value!.Where(mistake => ids.Contains(mistake.Id) && IsMeant(mistake))];
        return found.Count == 0
            ? Judgement.Of(true, node.Name, expected, "no such mistake")
            : Judgement.Of(false, node.Name, expected, string.Join(", ", found.Select(mistake => $"{mistake.Id} ({mistake.Location})").Distinct().Take(8)), found[0].Location);
    }

    /// <summary>Whether a mistake of these ids is one that is meant.</summary>
    protected virtual bool IsMeant(Diagnostic mistake) => true;
}
