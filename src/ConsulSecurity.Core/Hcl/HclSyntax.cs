namespace ConsulSecurity.Hcl;

/// <summary>Which of its three parsers Consul takes for a text.</summary>
internal enum HclSyntax
{
    /// <summary>HCL 1.</summary>
    Hcl,

    /// <summary>Text that starts with a brace where HCL is expected (ACL rules, .hcl files): a lenient JSON reader.</summary>
    LenientJson,

    /// <summary>Files called .json: strict JSON.</summary>
    Json,
}
