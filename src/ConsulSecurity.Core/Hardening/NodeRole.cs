namespace ConsulSecurity.Hardening;

/// <summary>Which nodes a check is about.</summary>
internal enum NodeRole
{
    Any,
    Server,
    Client,
}
