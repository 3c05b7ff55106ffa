namespace ConsulSecurity.Connect;

/// <summary>What an agent's configuration is to say of the mesh; what is null stays as it is.</summary>
internal sealed record ConnectPlan
{
    /// <summary>Whether it is a server, where its configuration does not say so.</summary>
    public bool IsServer { get; init; }

    /// <summary>The port where proxies get their configuration; on clients Consul's usual one by default, on servers none.</summary>
    public long? GrpcPort { get; init; }

    /// <summary>The first port for sidecars that name none; 0, as the last one, for no such ports.</summary>
    public long? SidecarMinPort { get; init; }

    public long? SidecarMaxPort { get; init; }

    /// <summary>Who signs, as of the first start of the mesh; later only the API changes it.</summary>
    public ConnectAuthorityOrder Authority { get; init; } = new();
}
