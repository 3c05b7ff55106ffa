using System.Text.RegularExpressions;

namespace ConsulSecurity.Configuration;

/// <summary>What an agent joins: addresses, or a cloud to ask for them, with its credentials.</summary>
internal static class JoinTargets
{
    private static readonly Regex s_credential = new(@"\b(\w*(?:secret|password|key|token|credentials)\w*=)\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Whether it holds a credential.</summary>
    public static bool HoldsCredential(string target) => s_credential.IsMatch(target);

    /// <summary>The same with its credentials hidden.</summary>
    public static string Hide(string target) => s_credential.Replace(target, "$1" + AgentSetting.Hidden);
}
