namespace ConsulSecurity.DesiredState;

/// <summary>The types that a property of a resource can have, in JSON as in PowerShell.</summary>
internal enum PropertyKind
{
    Text,
    Flag,
    Number,
    Texts,
    Numbers,
}
