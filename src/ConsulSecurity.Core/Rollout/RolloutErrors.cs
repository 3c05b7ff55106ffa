using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Rollout;

/// <summary>The errors of hardening a live cluster: id, kind and message in one place.</summary>
internal static class RolloutErrors
{
    public static ConsulSecurityException FileUnreadable(ConsulNode node, string path, string reason) => new(
        "NodeFileUnreadable",
        ConsulErrorKind.PermissionDenied,
        $"'{path}' on node '{node.Name}' cannot be read or changed ({reason.TrimEnd('.')}): use an account that may.",
        node.Name);

    public static ConsulSecurityException AccountUnknown(ConsulNode node, string account) => new(
        "NodeAccountUnknown",
        ConsulErrorKind.NotFound,
        $"Node '{node.Name}' has no account '{account}': name the one that its agent runs as in ServiceAccount.",
        node.Name);

    public static ConsulSecurityException CommandFailed(ConsulNode node, string verb, int exitCode, string error) => new(
        "NodeCommandFailed",
        ConsulErrorKind.InvalidState,
        $"The agent of node '{node.Name}' did not {verb} (exit code {exitCode}): look at the command of the inventory and at the service's log.",
        node.Name)
    {
        Detail = error.Trim(),
    };

    public static ConsulSecurityException NodeUnreachable(ConsulNode node, string error) => new(
        "NodeUnreachable",
        ConsulErrorKind.Unreachable,
        $"Node '{node.Name}' cannot be reached by ssh as '{node.SshDestination}': try 'ssh {node.SshDestination} true' by hand.",
        node.Name)
    {
        Detail = error.Trim(),
    };

    public static ConsulSecurityException SshMissing(ConsulNode node, Exception cause) => new(
        "SshMissing",
        ConsulErrorKind.NotFound,
        $"Node '{node.Name}' is reached by ssh, and this machine has no program 'ssh': install the OpenSSH client.",
        node.Name,
        cause);

    public static ConsulSecurityException InventoryInvalid(string source, string reason) => new(
        "InventoryInvalid", ConsulErrorKind.InvalidData, $"The inventory '{source}' cannot be used: {reason}", source);

    public static ConsulSecurityException VaultUnreadable(string path, string reason, Exception? cause = null) => new(
        "VaultUnreadable", ConsulErrorKind.InvalidData, $"The vault '{path}' cannot be opened: {reason}", path, cause);

    public static ConsulSecurityException SecretMissing(string path, string name) => new(
        "VaultSecretMissing",
        ConsulErrorKind.NotFound,
        $"The vault '{path}' has no secret '{name}': use the vault of the run that made it.",
        name);

    public static ConsulSecurityException JournalUnreadable(string path, int line) => new(
        "JournalUnreadable",
        ConsulErrorKind.InvalidData,
        $"Line {line} of the journal '{path}' is not one of this module's: use the journal of the run, or move it away to begin anew.",
        path);

    public static ConsulSecurityException JournalOfOtherPlan(string path) => new(
        "JournalOfOtherPlan",
        ConsulErrorKind.InvalidState,
        $"The journal '{path}' is of a run that was broken off: finish it by running Protect-ConsulCluster without -Plan, or undo it with -Undo.",
        path);

    public static ConsulSecurityException MemberMissing(IReadOnlyList<string> names) => new(
        "RolloutMemberMissing",
        ConsulErrorKind.InvalidState,
        $"The cluster has members that are not in the inventory and would be cut off: '{string.Join("', '", names)}'. Add them, or make them leave first.",
        names[0]);

    public static ConsulSecurityException Federated(string datacenter, IReadOnlyList<string> others) => new(
        "RolloutFederated",
        ConsulErrorKind.NotSupported,
        $"Datacenter '{datacenter}' is joined to '{string.Join("', '", others)}', whose servers would be cut off when only this one is hardened: "
        + "harden federated datacenters phase by phase with Enable-ConsulGossipEncryption, Enable-ConsulTls and Enable-ConsulAcl.",
        datacenter);

    public static ConsulSecurityException BeingUndone(string path) => new(
        "RolloutBeingUndone",
        ConsulErrorKind.InvalidState,
        $"The run of the journal '{path}' is being taken back: finish that with Protect-ConsulCluster -Undo first.",
        path);

    public static ConsulSecurityException PlanUnreadable(string path, Exception? cause) => new(
        "RolloutPlanUnreadable",
        ConsulErrorKind.InvalidData,
        $"The file '{path}' is not a plan: give one that Get-ConsulHardeningPlan -OutFile wrote.",
        path,
        cause);

    public static ConsulSecurityException PlanOutdated(string node) => new(
        "RolloutPlanOutdated",
        ConsulErrorKind.InvalidState,
        $"Node '{node}' of the plan is not in the inventory: make a new plan with Get-ConsulHardeningPlan.",
        node);

    public static ConsulSecurityException NoAgentAnswers(IEnumerable<ConsulNode> nodes) => new(
        "NoAgentAnswers",
        ConsulErrorKind.Unreachable,
        $"None of the agents '{string.Join("', '", nodes.Select(n => n.Name))}' answers: check addresses and ports of the inventory, and the token.",
        null);

    public static ConsulSecurityException GateFailed(string waypoint, string where, string missing, TimeSpan waited) => new(
        "RolloutGateFailed",
        ConsulErrorKind.InvalidState,
        $"The cluster is not as it must be after '{where}' of '{waypoint}', not within {waited.TotalSeconds:0} s: {missing.TrimEnd('.')}. "
        + $"Nothing further was done: look at the log of the agents named, then run Protect-ConsulCluster again to go on, or with -Undo to go back.",
        where)
    {
        Detail = missing,
    };

    public static ConsulSecurityException WouldBreak(IReadOnlyList<string> who) => new(
        "RolloutWouldBreak",
        ConsulErrorKind.InvalidState,
        $"With default deny these would be refused: {string.Join("; ", who.Take(8))}{(who.Count > 8 ? $"; and {who.Count - 8} more" : string.Empty)}. "
        + "Give each a token that may (the vault has one for each service), then run Protect-ConsulCluster again.",
        null)
    {
        Detail = string.Join("\n", who),
    };

    public static ConsulSecurityException NothingToUndo(string path) => new(
        "NothingToUndo", ConsulErrorKind.NotFound, $"The journal '{path}' has nothing that could be undone: give the journal of the run with -JournalPath.", path);
}
