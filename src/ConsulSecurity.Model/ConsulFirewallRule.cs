namespace ConsulSecurity;

/// <summary>What must be open to whom on one port, or range of ports, of a host that runs Consul; closed to everybody else.</summary>
public sealed class ConsulFirewallRule
{
    /// <summary>What listens there, for example <c>server RPC</c> or <c>sidecar of web</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>TCP or UDP.</summary>
    public required FirewallProtocol Protocol { get; init; }

    /// <summary>The first port.</summary>
    public required int FirstPort { get; init; }

    /// <summary>The last port; the first again where it is one.</summary>
    public required int LastPort { get; init; }

    /// <summary>The addresses and networks that must get through; empty where nobody from outside must.</summary>
    public required string[] Source { get; init; }

    /// <summary>Why it is so.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether anybody gets through.</summary>
    public bool IsOpen => Source.Length > 0;

    /// <summary>The port or the range.</summary>
    public string Ports => FirstPort == LastPort ? $"{FirstPort}" : $"{FirstPort}-{LastPort}";

    /// <summary>Purpose, ports and who gets through.</summary>
    /// <returns>For example <c>server RPC 8300/tcp from 3 sources</c>.</returns>
    public override string ToString() =>
        $"{Purpose} {Ports}/{(Protocol == FirewallProtocol.Tcp ? "tcp" : "udp")} "
        + Source.Length switch { 0 => "closed", 1 => $"from {Source[0]}", _ => $"from {Source.Length} sources" };
}
