using System;

namespace ConsulSecurity.Configuration;

/// <summary>How many letters have to change, come, go or swap places to make one word of another.</summary>
internal static class EditDistance
{
    public static int Between(string a, string b)
    {
        int[,] distance = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0 ? i + j : Smallest(distance, a, b, i, j);
            }
        }

        return distance[a.Length, b.Length];
    }

    private static int Smallest(int[,] distance, string a, string b, int i, int j)
    {
        int best = Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1;
        best = Math.Min(best, distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, distance[i - 2, j - 2] + 1) : best;
    }
}
