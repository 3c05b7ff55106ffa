using System;
using System.Collections.Generic;

namespace ConsulSecurity.Acl;

/// <summary>The rules of one policy, or of what an identity stands for, ready to be merged.</summary>
/// <param name="Source">What people call it: the policy's name, or the identity.</param>
/// <param name="Rules">What the server keeps of its text.</param>
/// <param name="Datacenters">Where it counts; empty for everywhere.</param>
internal sealed record AclPolicyRules(string Source, IReadOnlyList<AclRawRule> Rules, IReadOnlyList<string> Datacenters)
{
    /// <summary>Reads the text as the server does; a text that it refuses grants nothing.</summary>
    public static AclPolicyRules Read(string source, string text, IReadOnlyList<string>? datacenters = null, Version? version = null) =>
        new(source, AclRuleDocument.ReadAsServer(text, version).Rules, datacenters ?? []);
}
