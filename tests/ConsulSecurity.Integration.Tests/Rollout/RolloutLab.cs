using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;
using ConsulSecurity.Rollout;

namespace ConsulSecurity.Integration.Tests.Rollout;

/// <summary>A cluster, an inventory of it whose commands restart its agents, and a vault and journal beside it.</summary>
internal sealed class RolloutLab : IAsyncDisposable
{
    public const string Passphrase = "a passphrase of the lab";

    private RolloutLab(ConsulCluster cluster)
    {
        Cluster = cluster;
        Inventory = [.. cluster.Agents.Select(Node)];
        Nodes = [.. Inventory.Select(INode (node) => new LocalNode(node, CommandRunner.Instance))];
    }

    public ConsulCluster Cluster { get; }

    public IReadOnlyList<ConsulNode> Inventory { get; }

    public IReadOnlyList<INode> Nodes { get; }

    /// <summary>The caller's connection, where the cluster has secrets of its own already.</summary>
    public ConsulConnection? Connection { get; set; }

    public string VaultPath => Path.Combine(Cluster.Folder, "cluster.vault");

    public string JournalPath => Path.Combine(Cluster.Folder, "cluster.journal");

    public static async Task<RolloutLab> StartAsync(ConsulClusterOptions? options = null) =>
        new(await ConsulCluster.StartAsync(options ?? new ConsulClusterOptions { Servers = 3, Clients = 2 }));

    public static ConsulNode Node(ConsulAgent agent) => new()
    {
        Name = agent.Name,
        Address = agent.Address,
        IsServer = agent.IsServer,
        ConfigurationFolder = agent.ConfigurationFolder,
        DataFolder = agent.DataFolder,
        StartCommand = agent.StartCommand,
        StopCommand = agent.StopCommand,
        ReloadCommand = agent.ReloadCommand,
    };

    public SecretVault OpenVault() => SecretVault.Open(VaultPath, SecureText.Hide(Passphrase));

    /// <summary>How the cluster is reached: with what the vault knows, if there is one.</summary>
    public ClusterAccess Access(IOperationLog? log = null)
    {
        var access = new ClusterAccess(Inventory, Connection, log ?? SilentLog.Instance);
        if (File.Exists(VaultPath))
        {
            using SecretVault vault = OpenVault();
            if (vault.Find(VaultNames.Management) is { } token)
            {
                access.UseToken(SecureText.Hide(token));
            }

            string authority = Path.ChangeExtension(VaultPath, null) + "-agent-ca.pem";
            if (File.Exists(authority))
            {
                access.UseCertificates(authority, Path.ChangeExtension(VaultPath, null) + "-cli.pem");
            }
        }

        return access;
    }

    public async Task<RolloutPlan> PlanAsync(RolloutGoal? goal = null)
    {
        FleetView view = await new FleetObserver(Nodes, Access(), SilentLog.Instance).LookAsync(CancellationToken.None);
        return new RolloutPlanner(view, goal ?? new RolloutGoal()).Plan(DateTimeOffset.UtcNow);
    }

    public async Task<RolloutRecord> RunAsync(RolloutPlan plan, RolloutOptions? options = null, bool undo = false, IOperationLog? log = null)
    {
        using SecretVault vault = OpenVault();
        using RolloutJournal journal = RolloutJournal.Open(JournalPath, () => DateTimeOffset.UtcNow);
        var context = new RolloutContext(
            plan, Nodes, new ClusterAccess(Inventory, Connection, log ?? SilentLog.Instance), vault, journal, options ?? new RolloutOptions(), log ?? SilentLog.Instance);
        var runner = new RolloutRunner(context);
        return undo ? await runner.UndoAsync(CancellationToken.None) : await runner.RunAsync(CancellationToken.None);
    }

    /// <summary>The inventory with one node changed.</summary>
    public IReadOnlyList<ConsulNode> With(string name, Func<ConsulNode, ConsulNode> change) => [.. Inventory.Select(n => n.Name == name ? change(n) : n)];

    /// <summary>As the cmdlet does it, with an inventory.</summary>
    public async Task<RolloutRecord> ApplyAsync(RolloutPlan plan, IReadOnlyList<ConsulNode> inventory, RolloutOptions options)
    {
        using SecretVault vault = OpenVault();
        return await new ClusterProtection(inventory, Connection, SilentLog.Instance).ApplyAsync(plan, vault, JournalPath, options, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
