using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Observation;

/// <summary>The command line of an agent: Go takes <c>-name value</c>, <c>-name=value</c> and the same with two dashes.</summary>
internal static class CommandLine
{
    private static readonly string[] s_secrets = ["encrypt", "token", "http-token"];

    // A fragment of configuration, which may hold anything.
    private static readonly string[] s_fragments = ["hcl"];

    /// <summary>The values of flags, in their order.</summary>
    public static IEnumerable<string> Values(IReadOnlyList<string> arguments, params string[] names) =>
        Flags(arguments).Where(flag => names.Contains(flag.Name)).Select(flag => flag.Value).OfType<string>();

    /// <summary>The flags that a secret follows.</summary>
    public static IReadOnlyList<string> Secrets(IReadOnlyList<string> arguments) =>
    [
        .. Flags(arguments)
            .Where(flag => s_secrets.Contains(flag.Name) || (flag.Value is not null && (JoinTargets.HoldsCredential(flag.Value) || (s_fragments.Contains(flag.Name) && NamesSecret(flag.Value)))))
            .Select(flag => "-" + flag.Name).Distinct(),
    ];

    public static IReadOnlyList<string> Redact(IReadOnlyList<string> arguments)
    {
        string[] shown = [.. arguments];
        foreach ((string name, string? value, int at) in Flags(arguments))
        {
            if (value is not null)
            {
                bool hide = s_secrets.Contains(name) || s_fragments.Contains(name);
                string text = hide ? AgentSetting.Hidden : JoinTargets.Hide(value);
                bool joined = arguments[at].EndsWith("=" + value, StringComparison.Ordinal);
                shown[joined ? at : at + 1] = joined ? arguments[at].Substring(0, arguments[at].Length - value.Length) + text : text;
            }
        }

        return shown;
    }

    private static bool NamesSecret(string fragment) => Regex.IsMatch(fragment, "encrypt\\b|token|secret|master|password", RegexOptions.IgnoreCase);

    private static IEnumerable<(string Name, string? Value, int At)> Flags(IReadOnlyList<string> arguments)
    {
        for (int i = 1; i < arguments.Count; i++)
        {
            if (arguments[i].Length < 2 || arguments[i][0] != '-')
            {
                continue;
            }

            string flag = arguments[i].TrimStart('-');
            int equals = flag.IndexOf('=');
            if (equals >= 0)
            {
                yield return (flag.Substring(0, equals), flag.Substring(equals + 1), i);
            }
            else
            {
                bool hasValue = i + 1 < arguments.Count && !arguments[i + 1].StartsWith("-", StringComparison.Ordinal);
                yield return (flag, hasValue ? arguments[i + 1] : null, i);
            }
        }
    }
}
