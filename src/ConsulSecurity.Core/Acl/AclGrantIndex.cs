using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Acl;

/// <summary>The merged rules of one resource: finds the one that counts for a name.</summary>
internal sealed class AclGrantIndex
{
    private readonly Dictionary<string, AclGrant> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AclGrant> _prefixes = new(StringComparer.Ordinal);
    private int[] _lengths = [];

    public IEnumerable<AclGrant> All => _exact.Values.Concat(_prefixes.Values);

    /// <summary>The rule for names that begin with anything; null where there is none.</summary>
    public AclGrant? CatchAll => _prefixes.TryGetValue(string.Empty, out AclGrant? grant) ? grant : null;

    public void Add(AclGrant grant)
    {
        (grant.IsPrefix ? _prefixes : _exact)[grant.Segment] = grant;
        _lengths = grant.IsPrefix ? [.. _prefixes.Keys.Select(k => k.Length).Distinct().OrderByDescending(n => n)] : _lengths;
    }

    /// <summary>The exact rule, else the longest prefix; null where nothing matches.</summary>
    public AclGrant? Find(string name) => _exact.TryGetValue(name, out AclGrant? grant) ? grant : FindPrefix(name);

    /// <summary>The longest prefix rule that a name begins with.</summary>
    public AclGrant? FindPrefix(string name)
    {
        foreach (int length in _lengths)
        {
            if (length <= name.Length && _prefixes.TryGetValue(name.Substring(0, length), out AclGrant? grant))
            {
                return grant;
            }
        }

        return null;
    }

    /// <summary>All rules whose segment begins with a text.</summary>
    public IEnumerable<AclGrant> Below(string text) => All.Where(g => g.Segment.StartsWith(text, StringComparison.Ordinal));
}
