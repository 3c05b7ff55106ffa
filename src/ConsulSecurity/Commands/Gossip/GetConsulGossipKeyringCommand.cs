using System.Management.Automation;
using ConsulSecurity.Consul;
using ConsulSecurity.Gossip;

namespace ConsulSecurity.Commands;

/// <summary>
/// Shows the gossip keys of every ring (LAN of each datacenter, its segments, and WAN): on how many nodes each is installed, and
/// how many send with it (rules GOS-08 to GOS-10). Keys are shown by fingerprint. Needs keyring:read.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ConsulGossipKeyring")]
[OutputType(typeof(GossipKeyringEntry))]
public sealed class GetConsulGossipKeyringCommand : ConsulApiCmdlet
{
    private protected override void End() => WriteObject(
        Await((log, cancellation) => new GossipKeyring(new KeyringApi(Client(log))).ReadAsync(cancellation)),
        enumerateCollection: true);
}
