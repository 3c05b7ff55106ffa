using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening;

/// <summary>One judgement for each thing that offends, and one for the cluster where none does. Long lists end with how many more there are.</summary>
internal static class Offenders
{
    public const string Cluster = "cluster";

    /// <summary>How many are listed each for itself.</summary>
    public const int Most = 200;

    /// <param name="offending">Those that offend.</param>
    /// <param name="expected">What is expected of each.</param>
    /// <param name="subject">What it is called.</param>
    /// <param name="seen">What is wrong with it.</param>
    /// <param name="location">Where that is said.</param>
    /// <param name="none">What is seen where none offends.</param>
    /// <param name="whole">What is judged where none offends: a node, or the cluster.</param>
    public static IEnumerable<Judgement> Judge<T>(
        IEnumerable<T> offending,
        string expected,
        Func<T, string> subject,
        Func<T, string> seen,
        Func<T, SourceLocation?>? location = null,
        string none = "none that is otherwise",
        string whole = Cluster)
    {
        int count = 0;
        foreach (T one in offending)
        {
            if (++count <= Most)
            {
                yield return Judgement.Of(false, subject(one), expected, seen(one), location?.Invoke(one));
            }
        }

        if (count == 0)
        {
            yield return Judgement.Of(true, whole, expected, none);
        }
        else if (count > Most)
        {
            yield return Judgement.Of(false, whole, expected, $"{count - Most} more, {count} in all");
        }
    }

    /// <summary>A list for people, cut after some.</summary>
    public static string List(IReadOnlyCollection<string> names, int most = 8) => names.Count <= most
        ? string.Join(", ", names)
        : string.Join(", ", System.Linq.Enumerable.Take(names, most)) + $" and {names.Count - most} more";
}
