using System.Management.Automation;
using System.Security.Cryptography;
using ConsulSecurity.Gossip;

namespace ConsulSecurity.Commands;

/// <summary>Makes keys for Consul's gossip encryption, as <c>consul keygen</c> does (rules GOS-01 to GOS-03).</summary>
[Cmdlet(VerbsCommon.New, "ConsulGossipKey")]
[OutputType(typeof(GossipKey), typeof(string))]
public sealed class NewConsulGossipKeyCommand : ConsulCmdlet
{
    /// <summary>The length of the key in bytes: 32 (AES-256, the default), 24 or 16.</summary>
    [Parameter]
    [ValidateSet("16", "24", "32")]
    public int Size { get; set; } = 32;

    /// <summary>How many keys to make; 1 by default.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 1_000_000)]
    public int Count { get; set; } = 1;

    /// <summary>Prints the key in clear text, as <c>consul keygen</c> does, instead of an object that hides it.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override void End()
    {
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        for (int i = 0; i < Count && !StopToken.IsCancellationRequested; i++)
        {
            GossipKey key = GossipKeys.Generate(random, Size);
            WriteObject(AsPlainText ? key.Reveal() : key);
        }
    }
}
