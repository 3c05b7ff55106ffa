using System;
using System.Text;

namespace ConsulSecurity;

/// <summary>One rule of an ACL policy: what may be done with a resource of that name, or with all whose names begin so.</summary>
public sealed class AclRule : IEquatable<AclRule>
{
    /// <summary>Makes a rule.</summary>
    /// <param name="resource">The resource: acl, agent, event, identity, key, keyring, mesh, node, operator, peering, query, service or session.</param>
    /// <param name="segment">The name, or the beginning of names; null for resources without names (acl, keyring, mesh, operator, peering).</param>
    /// <param name="isPrefix">Whether <paramref name="segment"/> is the beginning of names.</param>
    /// <param name="access">What is granted.</param>
    /// <param name="intentions">What is granted on intentions to the service or identity; null leaves it to Consul: read where the service may be read.</param>
    public AclRule(string resource, string? segment, bool isPrefix, AclAccess access, AclAccess? intentions = null)
    {
        Resource = resource ?? throw new ArgumentNullException(nameof(resource));
        Segment = segment;
        IsPrefix = isPrefix;
        Access = access;
        Intentions = intentions;
    }

    /// <summary>The resource, without <c>_prefix</c>.</summary>
    public string Resource { get; }

    /// <summary>The name, or the beginning of names; null for resources without names.</summary>
    public string? Segment { get; }

    /// <summary>Whether <see cref="Segment"/> is the beginning of names.</summary>
    public bool IsPrefix { get; }

    /// <summary>What is granted.</summary>
    public AclAccess Access { get; }

    /// <summary>What is granted on intentions whose destination it is; null where the rule says nothing of them.</summary>
    public AclAccess? Intentions { get; }

    /// <inheritdoc/>
    public bool Equals(AclRule? other) =>
        other is not null && other.Resource == Resource && other.Segment == Segment && other.IsPrefix == IsPrefix
        && other.Access == Access && other.Intentions == Intentions;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AclRule);

    /// <inheritdoc/>
    public override int GetHashCode() => (Resource, Segment, IsPrefix, Access, Intentions).GetHashCode();

    /// <summary>The rule in HCL, on one line.</summary>
    /// <returns>For example <c>key_prefix "app/" { policy = "write" }</c>.</returns>
    public override string ToString()
    {
        if (Segment is null)
        {
            return $"{Resource} = \"{Word(Access)}\"";
        }

        var text = new StringBuilder(Resource).Append(IsPrefix ? "_prefix " : " ");
        AppendQuoted(text, Segment);
        text.Append(" { policy = \"").Append(Word(Access)).Append('"');
        if (Intentions is { } intentions)
        {
            text.Append(", intentions = \"").Append(Word(intentions)).Append('"');
        }

        return text.Append(" }").ToString();
    }

    /// <summary>The word that Consul has for it.</summary>
    internal static string Word(AclAccess access) => access switch
    {
        AclAccess.Deny => "deny",
        AclAccess.Read => "read",
        AclAccess.List => "list",
        _ => "write",
    };

    /// <summary>Appends text as HCL 1 writes strings.</summary>
    internal static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                '\r' => text.Append("\\r"),
                < ' ' or '\u007F' => text.Append("\\x").Append(((int)c).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
                '$' when i + 1 < value.Length && value[i + 1] == '{' => text.Append("\\x24"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
