namespace ConsulSecurity;

/// <summary>One machine with a Consul agent: who it is, where its files are, and how its agent is stopped and started.</summary>
public sealed class ConsulNode
{
    /// <summary>The node's name in Consul.</summary>
    public required string Name { get; init; }

    /// <summary>The address at which its agent is reached: an IP address or a host name.</summary>
    public required string Address { get; init; }

    /// <summary>Whether its agent is a server.</summary>
    public bool IsServer { get; init; }

    /// <summary>The folder that the agent's <c>-config-dir</c> names.</summary>
    public string ConfigurationFolder { get; init; } = "/etc/consul.d";

    /// <summary>The agent's <c>data_dir</c>; null for the one in its configuration.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Where its certificates go; null for the folder <c>tls</c> in the configuration folder.</summary>
    public string? TlsFolder { get; init; }

    /// <summary>The account that the agent runs as; null for the one that owns the data folder.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>The systemd unit or Windows service.</summary>
    public string ServiceName { get; init; } = "consul";

    /// <summary>
    /// A shell command that ends the agent and comes back when it has ended; an agent that has ended already is no error. A client must not
    /// leave the cluster by it: end it by SIGKILL, or with <c>leave_on_terminate = false</c>. Null for the service manager's.
    /// </summary>
    public string? StopCommand { get; init; }

    /// <summary>A shell command that starts the agent and comes back; one that runs already is no error. Null for the service manager's.</summary>
    public string? StartCommand { get; init; }

    /// <summary>A shell command that makes the agent read its configuration again. Null for the service manager's.</summary>
    public string? ReloadCommand { get; init; }

    /// <summary>How <c>ssh</c> reaches it, for example <c>root@10.0.0.7</c> or a name of its configuration; null for this machine.</summary>
    public string? SshDestination { get; init; }

    /// <summary>The port of its plain HTTP API, while that is on.</summary>
    public int HttpPort { get; init; } = 8500;

    /// <summary>The port of its HTTPS API, when that is on.</summary>
    public int HttpsPort { get; init; } = 8501;

    /// <summary>Name and role.</summary>
    /// <returns>For example <c>s1 (server)</c>.</returns>
    public override string ToString() => $"{Name} ({(IsServer ? "server" : "client")})";
}
