using ConsulSecurity.Configuration;
using ConsulSecurity.Gossip;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState.Resources;

/// <summary>Gossip encryption in an agent's configuration (rules GOS-01 to GOS-06).</summary>
internal sealed class GossipEncryptionResource() : ConfigurationResource(
    "ConsulGossipEncryption",
    "Gossip encryption in an agent's configuration, in three phases that a running cluster goes through without an outage.",
    new("phase", PropertyKind.Number, "1: the key is known, clear text is sent and taken; 2: encrypted is sent; 3: clear text is refused.") { Default = 3, Range = (1, 3), LeastSeen = 0 },
    new("key", PropertyKind.Text, "The key in base64; the one in the configuration where neither it nor keyFile is given. Never given out.") { IsInput = true },
    new("keyFile", PropertyKind.Text, "A file with the key in base64.") { IsInput = true },
    new("fingerprint", PropertyKind.Text, "The fingerprint of the key in the configuration.") { IsReadOnly = true })
{
    public override void Prepare(JObject desired)
    {
        if (Key((string?)desired["key"], (string?)desired["keyFile"]) is { } key)
        {
            desired["fingerprint"] = key.Fingerprint;
        }
    }

    private protected override JObject Read(MergedConfiguration configuration, ResourceInput input)
    {
        string? key = configuration.String("encrypt");
        bool incoming = configuration.Bool("encrypt_verify_incoming"), outgoing = configuration.Bool("encrypt_verify_outgoing");
        return new JObject
        {
            ["phase"] = string.IsNullOrEmpty(key) ? 0 : !outgoing ? 1 : !incoming ? 2 : 3,
            ["fingerprint"] = string.IsNullOrEmpty(key) ? null : GossipKeys.Parse(key!).Fingerprint,
        };
    }

    private protected override ConfigFragment Plan(string folder, ResourceInput input) =>
        GossipSettings.Plan(folder, Key(input.Text("key"), input.Text("keyFile")), input.Number("phase")!.Value, input.ConsulVersion);

    private static GossipKey? Key(string? key, string? file) =>
        key is not null ? GossipKeys.Parse(key) : file is not null ? GossipKeys.Parse(SafeFile.Utf8.GetString(SafeFile.Read(file)).Trim()) : null;
}
