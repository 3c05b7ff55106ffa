namespace ConsulSecurity.Configuration;

/// <summary>What a setting takes.</summary>
internal enum SettingKind
{
    Bool,
    Int,
    Float,
    String,
    Duration,
    Strings,
    Map,
    Block,
    Blocks,
    Free,
    Service,
    Services,
    Check,
    Checks,
}
