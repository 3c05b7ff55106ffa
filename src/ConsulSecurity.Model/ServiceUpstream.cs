namespace ConsulSecurity;

/// <summary>A service that another calls through its sidecar.</summary>
public sealed class ServiceUpstream
{
    /// <summary>The service that is called.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The port on loopback where the sidecar takes the calls.</summary>
    public int Port { get; set; }

    /// <summary>The datacenter of the service that is called; null for the same.</summary>
    public string? Datacenter { get; set; }

    /// <summary>Name and port.</summary>
    /// <returns>For example <c>api on 127.0.0.1:9191</c>.</returns>
    public override string ToString() => $"{Name} on 127.0.0.1:{Port}";
}
