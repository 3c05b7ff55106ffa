namespace ConsulSecurity;

/// <summary>What a firewall rule is for.</summary>
public enum FirewallProtocol
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,
}
