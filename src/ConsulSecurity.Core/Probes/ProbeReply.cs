namespace ConsulSecurity.Probes;

/// <summary>What came first after a question on a connection.</summary>
internal enum ProbeReply
{
    /// <summary>Bytes.</summary>
    Answer,

    /// <summary>The other side ended the connection.</summary>
    Closed,

    /// <summary>Nothing in time.</summary>
    Silence,
}
