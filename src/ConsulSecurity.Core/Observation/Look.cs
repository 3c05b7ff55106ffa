using System;
using System.Threading.Tasks;

namespace ConsulSecurity.Observation;

/// <summary>Turns a look into evidence: what was seen, or why it was not.</summary>
internal static class Look
{
    public static Evidence<T> Seen<T>(T value) => new() { Value = value, State = EvidenceState.Known };

    public static Evidence<T> Missing<T>(EvidenceState state, string reason) => new() { State = state, Reason = reason };

    /// <summary>The same, with a reason of fewer words where it does not exist there.</summary>
    public static async Task<Evidence<T>> OrOff<T>(this Task<Evidence<T>> look, string reason)
    {
        Evidence<T> evidence = await look.ConfigureAwait(false);
        return evidence.State == EvidenceState.NotConfigured ? Missing<T>(evidence.State, reason) : evidence;
    }

    /// <param name="permission">The ACL permission that it needs, for example <c>agent:read</c>.</param>
    /// <param name="look">The look itself.</param>
    public static async Task<Evidence<T>> AtAsync<T>(string permission, Func<Task<T>> look)
    {
        try
        {
            return Seen(await look().ConfigureAwait(false));
        }
        catch (ConsulSecurityException e)
        {
            return e.Kind switch
            {
                ConsulErrorKind.PermissionDenied => Missing<T>(EvidenceState.NoPermission, permission),
                ConsulErrorKind.InvalidArgument => Missing<T>(EvidenceState.NotAsked, e.Message),
                ConsulErrorKind.NotFound or ConsulErrorKind.InvalidState or ConsulErrorKind.NotSupported =>
                    Missing<T>(EvidenceState.NotConfigured, e.Message),
                ConsulErrorKind.UnexpectedAnswer or ConsulErrorKind.InvalidData => Missing<T>(EvidenceState.Unreadable, e.Message),
                _ => Missing<T>(EvidenceState.Unreachable, e.Message),
            };
        }
    }
}
