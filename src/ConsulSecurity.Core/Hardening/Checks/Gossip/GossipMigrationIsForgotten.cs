using System;
using System.Collections.Generic;
using System.IO;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-06: encrypt_verify_incoming and encrypt_verify_outgoing SHALL NOT both be false outside a migration.</summary>
internal sealed class GossipMigrationIsForgotten() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-06",
        Area = CheckArea.Gossip,
        Severity = Severity.High,
        Level = 1,
        Title = "encrypt_verify_incoming and encrypt_verify_outgoing SHALL NOT both be false outside a migration.",
        Why = "The first pass of turning gossip encryption on has both false; forgotten, the key protects nothing.",
        GivenUp = "Gossip goes in the clear although there is a key, and whoever reaches a port can forge it.",
        Remedy = "Go on with the next pass (Enable-ConsulGossipEncryption).",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/gossip"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Gossip)];

    // The phases that Enable-ConsulGossipEncryption writes are the record of the migration.
    private const string Fragment = "zzz-consulsecurity-gossip";

    protected override Judgement Judge(NodeView node)
    {
        if (node.IsTrue("encrypt_verify_incoming") is not { } incoming || node.IsTrue("encrypt_verify_outgoing") is not { } outgoing)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        if (node.IsTrue(RunningSettings.LanEncrypted) == false || (node.Node.Configuration.IsKnown && !node.Node.Running.IsKnown && node.Said("encrypt") is null))
        {
            return Judgement.NotApplicable(node.Name, "gossip is not encrypted: see GOS-01");
        }

        SourceLocation? place = node.Said("encrypt_verify_incoming")?.Location;
        bool isRecorded = place is not null && Path.GetFileName(place.Path).StartsWith(Fragment, StringComparison.Ordinal);
        return Judgement.Of(
            incoming || outgoing || isRecorded, node.Name, "not both false",
            $"{node.Find("encrypt_verify_incoming")!.Text}, {node.Find("encrypt_verify_outgoing")!.Text}" + (!incoming && !outgoing && isRecorded ? ", a phase of Enable-ConsulGossipEncryption" : string.Empty), place);
    }
}
