using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Acl;

/// <summary>The lines that went and came between two texts.</summary>
internal static class LineDifference
{
    /// <summary>Lines with <c>- </c>, <c>+ </c> or two spaces before them; only those near a change.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        if (before.Count == 0)
        {
            return [.. after.Select(line => "+ " + line)];
        }

        int[,] common = CommonLengths(before, after);
        var lines = new List<string>();
        int i = 0, j = 0;
        while (i < before.Count || j < after.Count)
        {
            if (i < before.Count && j < after.Count && before[i] == after[j])
            {
                lines.Add("  " + before[i]);
                i++;
                j++;
            }
            else if (j >= after.Count || (i < before.Count && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add("- " + before[i++]);
            }
            else
            {
                lines.Add("+ " + after[j++]);
            }
        }

        return NearChanges(lines);
    }

    private static int[,] CommonLengths(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var common = new int[before.Count + 1, after.Count + 1];
        for (int i = before.Count - 1; i >= 0; i--)
        {
            for (int j = after.Count - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static List<string> NearChanges(List<string> lines)
    {
        var near = new List<string>();
        for (int i = 0; i < lines.Count; i++)
        {
            bool isNear = false;
            for (int k = Math.Max(0, i - 1); k <= Math.Min(lines.Count - 1, i + 1); k++)
            {
                isNear |= lines[k][0] != ' ';
            }

            if (isNear)
            {
                near.Add(lines[i]);
            }
        }

        return near;
    }
}
