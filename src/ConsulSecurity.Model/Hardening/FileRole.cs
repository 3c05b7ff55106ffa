namespace ConsulSecurity;

/// <summary>What an agent has a file or folder for.</summary>
public enum FileRole
{
    /// <summary>A folder of configuration files.</summary>
    ConfigurationFolder,

    /// <summary>A configuration file, or another file in its folder.</summary>
    ConfigurationFile,

    /// <summary>A configuration file that defines a service or a check, with the token for it.</summary>
    DefinitionFile,

    /// <summary>The agent's data_dir.</summary>
    DataFolder,

    /// <summary>The folder of the gossip keyring.</summary>
    GossipFolder,

    /// <summary>A gossip keyring file.</summary>
    Keyring,

    /// <summary>The file that keeps the agent's tokens.</summary>
    AgentTokens,

    /// <summary>A pending reset of the ACL bootstrap.</summary>
    BootstrapReset,

    /// <summary>A service that was registered by the API, kept with its token.</summary>
    RegisteredService,

    /// <summary>A check that was registered by the API, kept with its token.</summary>
    RegisteredCheck,

    /// <summary>The folder of a server's raft, with all of the cluster's state.</summary>
    RaftFolder,

    /// <summary>A server's raft log.</summary>
    RaftLog,

    /// <summary>A snapshot of raft that a server made for itself: every token, and the built-in authority's key.</summary>
    RaftSnapshot,

    /// <summary>A snapshot that somebody exported.</summary>
    ExportedSnapshot,

    /// <summary>A certificate.</summary>
    Certificate,

    /// <summary>A private key.</summary>
    PrivateKey,

    /// <summary>A certificate of the agents' authority.</summary>
    Authority,

    /// <summary>The private key of the agents' authority.</summary>
    AuthorityKey,

    /// <summary>The program that the agent runs from.</summary>
    Program,

    /// <summary>A folder above the program.</summary>
    ProgramFolder,

    /// <summary>The folder of log files.</summary>
    LogFolder,

    /// <summary>A log file.</summary>
    LogFile,

    /// <summary>A unix socket of the API.</summary>
    Socket,

    /// <summary>The file with the token that an agent introduces itself with.</summary>
    IntroToken,

    /// <summary>A program that a watch runs.</summary>
    WatchHandler,

    /// <summary>A script that the UI runs in the browser.</summary>
    UiScript,
}
