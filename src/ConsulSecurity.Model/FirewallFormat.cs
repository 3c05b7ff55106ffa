namespace ConsulSecurity;

/// <summary>In whose words firewall rules are written.</summary>
public enum FirewallFormat
{
    /// <summary>A file for <c>nft -f</c>, with a table of its own.</summary>
    Nftables,

    /// <summary>A shell script for iptables and ip6tables, with a chain of its own.</summary>
    Iptables,

    /// <summary>A shell script of <c>firewall-cmd</c> rich rules.</summary>
    Firewalld,

    /// <summary>A shell script of <c>ufw</c> rules.</summary>
    Ufw,

    /// <summary>A PowerShell script of <c>New-NetFirewallRule</c>, with a group of its own.</summary>
    Windows,
}
