using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>Names in order, to find those with a beginning without looking at all.</summary>
internal sealed class SortedNames
{
    private readonly string[] _names;

    public SortedNames(IEnumerable<string> names)
    {
        _names = [.. names.Distinct()];
        Array.Sort(_names, StringComparer.Ordinal);
    }

    /// <summary>Those that begin with a text, in order.</summary>
    public IEnumerable<string> Below(string prefix)
    {
        int at = Array.BinarySearch(_names, prefix, StringComparer.Ordinal);
        for (int i = at < 0 ? ~at : at; i < _names.Length && _names[i].StartsWith(prefix, StringComparison.Ordinal); i++)
        {
            yield return _names[i];
        }
    }
}
