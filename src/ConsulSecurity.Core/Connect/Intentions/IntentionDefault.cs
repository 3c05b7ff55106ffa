using System;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Connect;

/// <summary>What an agent does with a connection that no intention speaks of.</summary>
internal static class IntentionDefault
{
    /// <param name="debugConfig">The agent's effective configuration, from <c>/v1/agent/self</c>.</param>
    public static bool Allows(JObject debugConfig)
    {
        if ((string?)debugConfig["DefaultIntentionPolicy"] is { Length: > 0 } explicitPolicy)
        {
            return IsAllow(explicitPolicy);
        }

        bool aclsEnabled = (bool?)debugConfig["ACLsEnabled"] ?? false;
        string? policy = (string?)debugConfig["ACLDefaultPolicy"] ?? (string?)debugConfig["ACLResolverSettings"]?["ACLDefaultPolicy"];
        return !aclsEnabled || IsAllow(policy ?? "allow");
    }

    private static bool IsAllow(string policy) => string.Equals(policy, "allow", StringComparison.OrdinalIgnoreCase);
}
