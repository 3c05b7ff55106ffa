using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>What became of a change.</summary>
/// <param name="Change">The change.</param>
/// <param name="Result">The object as the server has it now; null where it is gone, or the change failed.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
internal sealed record AclOutcome(AclChange Change, JObject? Result, ConsulSecurityException? Error);
