using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Rollout;

namespace ConsulSecurity.Commands;

/// <summary>
/// Hardens a live cluster: rolling passes over its nodes with a gate after each node, a journal of every act, and the secrets that are made
/// in an encrypted vault. Run again it goes on where it was broken off; a hardened cluster it leaves as it is.
/// </summary>
[Cmdlet(VerbsSecurity.Protect, "ConsulCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Goal")]
[OutputType(typeof(RolloutRecord))]
public sealed class ProtectConsulClusterCommand : RolloutCmdlet
{
    /// <summary>The plan to run: of Get-ConsulHardeningPlan, or the path of a file that it wrote. Without it one is made.</summary>
    [Parameter(ParameterSetName = "Plan", Mandatory = true)]
    [ValidateNotNull]
    public object? Plan { get; set; }

    /// <summary>The level of the benchmark to reach: 1 for what every cluster should have, 2 for more.</summary>
    [Parameter(ParameterSetName = "Goal")]
    [ValidateRange(1, 2)]
    public int Level { get; set; } = 1;

    /// <summary>Checks that are left failing, by their ids.</summary>
    [Parameter(ParameterSetName = "Goal")]
    [ArgumentCompleter(typeof(HardeningCheckCompleter))]
    public string[]? Except { get; set; }

    /// <summary>Gives agents no token for DNS: under default deny they answer nobody then who has none.</summary>
    [Parameter(ParameterSetName = "Goal")]
    public SwitchParameter NoDnsToken { get; set; }

    /// <summary>Keeps plain HTTP, on the loopback address alone.</summary>
    [Parameter(ParameterSetName = "Goal")]
    public SwitchParameter KeepLoopbackHttp { get; set; }

    /// <summary>Takes back what the last run did, pass by pass and with the same gates.</summary>
    [Parameter(ParameterSetName = "Undo", Mandatory = true)]
    public SwitchParameter Undo { get; set; }

    /// <summary>The last waypoint that is done, for example P2: what comes after can be done later by running the cmdlet again.</summary>
    [Parameter(ParameterSetName = "Goal")]
    [Parameter(ParameterSetName = "Plan")]
    [ValidatePattern("^[PA][0-9]+$")]
    public string? Until { get; set; }

    /// <summary>Accessors of tokens that services are to get, by the services' names, instead of new ones.</summary>
    [Parameter(ParameterSetName = "Goal")]
    [Parameter(ParameterSetName = "Plan")]
    [ValidateNotNull]
    public Hashtable? ServiceToken { get; set; }

    /// <summary>The passphrase of the vault that the secrets go to: authority's key, gossip key, tokens.</summary>
    [Parameter(Mandatory = true)]
    [SecretTransformation]
    public SecureString Passphrase { get; set; } = new();

    /// <summary>The vault, an encrypted file; <c>consulsecurity.vault</c> in the current folder by default. The authority's certificate and one for you are written beside it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string VaultPath { get; set; } = "consulsecurity.vault";

    /// <summary>The journal, lines of JSON without secrets; beside the vault by default, as <c>.journal</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Writes and reads no key to see how long the cluster is not available.</summary>
    [Parameter]
    public SwitchParameter NoCanary { get; set; }

    /// <summary>How long each gate may take to hold before the run ends; 90 s by default.</summary>
    [Parameter]
    [ValidateRange(5, 3600)]
    public int GateTimeoutSeconds { get; set; } = 90;

    private protected override void End()
    {
        string vaultPath = GetUnresolvedProviderPathFromPSPath(VaultPath);
        string journal = JournalPath is null ? Path.ChangeExtension(vaultPath, ".journal") : GetUnresolvedProviderPathFromPSPath(JournalPath);
        if (Undo)
        {
            TakeBack(vaultPath, journal);
            return;
        }

        RolloutPlan? plan = ClusterProtection.Unfinished(journal);
        RolloutPlan? given = GivenPlan();
        if (plan is not null && given is not null && given.Id != plan.Id)
        {
            throw RolloutErrors.JournalOfOtherPlan(journal);
        }

        plan ??= given;
        bool isPreview = MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? whatIf) && (SwitchParameter)whatIf;
        IReadOnlyList<ConsulNode> nodes = Inventory is null && plan is not null ? plan.Nodes : Nodes();
        using SecretVault? vault = isPreview && !File.Exists(vaultPath) ? null : OpenVault(vaultPath, Passphrase);
        plan ??= Await((log, cancellation) => Protection(nodes, log).PlanAsync(
            new RolloutGoal { Level = Level, Except = Except ?? [], AnswerDns = !NoDnsToken, KeepLoopbackHttp = KeepLoopbackHttp }, vault, cancellation));
        if (isPreview)
        {
            plan.Waypoints.ToList().ForEach(waypoint => ShouldProcess(Describe(plan, waypoint), waypoint.Name));
            return;
        }

        WriteObject(Await((log, cancellation) => Protection(nodes, log).ApplyAsync(plan, vault!, journal, Options(log, plan), cancellation)));
    }

    private void TakeBack(string vaultPath, string journal)
    {
        RolloutPlan plan = ClusterProtection.Last(journal) ?? throw RolloutErrors.NothingToUndo(journal);
        if (ShouldProcess($"the cluster of datacenter '{plan.Datacenter}'", "Take back the hardening of " + journal))
        {
            using SecretVault vault = OpenVault(vaultPath, Passphrase);
            IReadOnlyList<ConsulNode> nodes = Inventory is null ? plan.Nodes : Nodes();
            WriteObject(Await((log, cancellation) => Protection(nodes, log).UndoAsync(vault, journal, Options(log, plan), cancellation)));
        }
    }

    private RolloutPlan? GivenPlan() => (Plan is PSObject wrapped ? wrapped.BaseObject : Plan) switch
    {
        null => null,
        RolloutPlan plan => plan,
        string path => PlanFile.Read(GetUnresolvedProviderPathFromPSPath(path)),
        var other => throw RolloutErrors.PlanUnreadable(other.ToString()!, null),
    };

    private RolloutOptions Options(IOperationLog log, RolloutPlan plan) => new()
    {
        Until = Until,
        Canary = !NoCanary,
        Gate = new GateOptions { Patience = TimeSpan.FromSeconds(GateTimeoutSeconds) },
        ServiceTokens = (ServiceToken ?? []).Cast<DictionaryEntry>().ToDictionary(e => $"{e.Key}", e => $"{e.Value}", StringComparer.Ordinal),
        Approve = waypoint => AskAsync(log, () => ShouldProcess(
            Describe(plan, waypoint), Describe(plan, waypoint) + Environment.NewLine + "Go on?", $"Harden the cluster, {waypoint.Name}")),
    };

    private static string Describe(RolloutPlan plan, RolloutWaypoint waypoint) => string.Join(
        Environment.NewLine + "  ",
        new[] { $"{waypoint} (datacenter '{plan.Datacenter}')" }
            .Concat(waypoint.Nodes.SelectMany(node => new[] { node.ToString() }.Concat(node.Difference.Select(line => "  " + line)))));
}
