using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Commands;

/// <summary>The connection that Connect-Consul made, one for each runspace: parallel runspaces do not tread on each other.</summary>
internal static class CurrentConnection
{
    private static readonly ConditionalWeakTable<Runspace, ConsulConnection> s_connections = new();

    public static ConsulConnection? Get() =>
        Runspace.DefaultRunspace is { } runspace && s_connections.TryGetValue(runspace, out ConsulConnection? connection) ? connection : null;

    /// <summary>The connection made, else the one that the environment describes.</summary>
    public static ConsulConnection GetOrFromEnvironment() => Get() ?? ConsulEnvironment.OfProcess.Complete(new ConnectionOptions());

    public static void Set(ConsulConnection connection)
    {
        Clear();
        s_connections.Add(Runspace.DefaultRunspace, connection);
    }

    public static void Clear()
    {
        if (Get() is { } old)
        {
            s_connections.Remove(Runspace.DefaultRunspace);
            ConsulClient.Close(old);
        }
    }
}
