namespace ConsulSecurity.Acl;

/// <summary>The errors of ACLs, and the ids of what can be wrong in rules: message and id in one place.</summary>
internal static class AclErrors
{
    public const string EmptyLabel = "AclLabelEmpty";
    public const string EnterpriseOnly = "AclEnterpriseOnly";
    public const string FieldRepeated = "AclFieldRepeated";
    public const string FieldUnknown = "AclFieldUnknown";
    public const string LabelForgotten = "AclLabelForgotten";
    public const string ListMisplaced = "AclListMisplaced";
    public const string PolicyMissing = "AclPolicyMissing";
    public const string ResourceTooNew = "AclResourceTooNew";
    public const string ResourceUnknown = "AclResourceUnknown";
    public const string RuleNotBlock = "AclRuleNotBlock";
    public const string RuleRepeated = "AclRuleRepeated";
    public const string RulesRefused = "AclRulesRefused";
    public const string ScalarAsBlock = "AclScalarAsBlock";
    public const string TooManyLabels = "AclTooManyLabels";
    public const string WildcardLabel = "AclWildcardLabel";
    public const string WordCase = "AclAccessCase";
    public const string WordUnknown = "AclAccessUnknown";
}
