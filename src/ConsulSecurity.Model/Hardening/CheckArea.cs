namespace ConsulSecurity;

/// <summary>What part of Consul a check is about; the letters before the number in its id.</summary>
public enum CheckArea
{
    /// <summary>GOS: gossip encryption.</summary>
    Gossip,

    /// <summary>TLS: the agents' certificates and what they verify.</summary>
    Tls,

    /// <summary>EXE: remote execution, scripts, debugging.</summary>
    Execution,

    /// <summary>ACL: access control.</summary>
    Acl,

    /// <summary>MSH: Connect, the service mesh.</summary>
    Mesh,

    /// <summary>SVC: definitions of services and checks.</summary>
    Service,

    /// <summary>NET: listeners, HTTP, firewall.</summary>
    Network,

    /// <summary>LIM: limits.</summary>
    Limits,

    /// <summary>HST: host, files, process.</summary>
    Host,

    /// <summary>OPS: operation.</summary>
    Operations,
}
