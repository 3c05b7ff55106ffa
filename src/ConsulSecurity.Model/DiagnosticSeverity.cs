namespace ConsulSecurity;

/// <summary>How bad a diagnostic is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; nothing has to be done.</summary>
    Information,

    /// <summary>Consul takes it, but it does not mean what it seems to mean, or it will stop working.</summary>
    Warning,

    /// <summary>Consul refuses it, or does not start with it.</summary>
    Error,
}
