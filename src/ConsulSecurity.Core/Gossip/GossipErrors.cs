namespace ConsulSecurity.Gossip;

/// <summary>The errors of gossip keys: message and id in one place.</summary>
internal static class GossipErrors
{
    public static ConsulSecurityException KeyNotBase64() => new(
        "GossipKeyNotBase64",
        ConsulErrorKind.InvalidArgument,
        "The gossip key is not base64: give 16, 24 or 32 bytes in base64, as New-ConsulGossipKey or 'consul keygen' makes them.");

    public static ConsulSecurityException KeySizeInvalid(int bytes) => new(
        "GossipKeySizeInvalid",
        ConsulErrorKind.InvalidArgument,
        $"The gossip key has {bytes} bytes where Consul takes 16, 24 or 32: make one with New-ConsulGossipKey.");
}
