using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Text;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    /// <summary>The nearest of the words, case and underscores aside; null where none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        string bare = Bare(word);
        (string Word, int Distance)[] near = [.. words.Select(w => (w, Distance(bare, Bare(w)))).OrderBy(w => w.Item2)];
        return near.Length > 0 && near[0].Distance <= Math.Max(1, bare.Length / 3) && near[0].Distance < near[0].Word.Length ? near[0].Word : null;
    }

    /// <summary>The number of letters to insert, delete, replace or swap with their neighbour.</summary>
    public static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 8)
        {
            return int.MaxValue;
        }

        var table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Step(table, a, b, i, j);
            }
        }

        return table[a.Length, b.Length];
    }

    private static int Step(int[,] table, string a, string b, int i, int j)
    {
        int cost = a[i - 1] == b[j - 1] ? 0 : 1;
        int best = Math.Min(table[i - 1, j - 1] + cost, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
        bool isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return isSwap ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }

    private static string Bare(string word) => word.Replace("_", string.Empty).Replace("-", string.Empty).ToLowerInvariant();
}
