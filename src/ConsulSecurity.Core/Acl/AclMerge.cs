using System.Collections.Generic;

namespace ConsulSecurity.Acl;

/// <summary>
/// Merges the rules of several policies as the server does: of rules for the same thing one remains, deny over write over list over read;
/// a service's access and its intentions are merged each for itself.
/// </summary>
internal static class AclMerge
{
    public static IReadOnlyCollection<AclGrant> Merge(IEnumerable<AclPolicyRules> policies)
    {
        var grants = new Dictionary<(string Resource, bool IsPrefix, string Segment), AclGrant>();
        foreach (AclPolicyRules policy in policies)
        {
            foreach (AclRawRule rule in policy.Rules)
            {
                // A value, unlike a block, has to replace the empty word first, and one in capitals does not.
                if (!rule.Resource.HasSegments && !AclWords.Replaces(rule.Word, string.Empty))
                {
                    continue;
                }

                var key = (rule.Resource.Name, rule.IsPrefix, rule.Segment);
                grants[key] = grants.TryGetValue(key, out AclGrant? old)
                    ? Merge(old, rule, policy.Source)
                    : new AclGrant(rule.Resource, rule.Segment, rule.IsPrefix, rule.Word, rule.IntentionsWord, policy.Source);
            }
        }

        return grants.Values;
    }

    private static AclGrant Merge(AclGrant old, AclRawRule rule, string source)
    {
        AclGrant merged = AclWords.Replaces(rule.Word, old.Word) ? old with { Word = rule.Word, Source = source } : old;
        return AclWords.Replaces(rule.IntentionsWord, old.IntentionsWord) ? merged with { IntentionsWord = rule.IntentionsWord } : merged;
    }
}
