using System;

namespace ConsulSecurity.Connect;

/// <summary>The errors of the mesh's certificate authority: message and id in one place.</summary>
internal static class ConnectErrors
{
    public static ConsulSecurityException NotEnabled(ConsulConnection connection, Exception cause) => new(
        "ConnectNotEnabled",
        ConsulErrorKind.InvalidState,
        $"Connect is not enabled in the cluster behind '{connection}': set 'connect {{ enabled = true }}' on its servers (Enable-ConsulConnect).",
        connection.ToString(),
        cause);

    public static ConsulSecurityException TtlTooShort(string name, TimeSpan ttl) => new(
        "ConnectTtlTooShort",
        ConsulErrorKind.InvalidArgument,
        $"The value {ttl.TotalMinutes:0.#} min of '{name}' is under one hour, which Consul takes as the least: give one hour or more.",
        ttl);

    public static ConsulSecurityException KeyWithoutRoot() => new(
        "ConnectKeyWithoutRoot",
        ConsulErrorKind.InvalidArgument,
        "A private key and its root certificate go together: give -PrivateKey and -RootCertificate, or neither; nothing was changed.");

    public static ConsulSecurityException KeyNotOfRoot(string key, string root) => new(
        "ConnectKeyNotOfRoot",
        ConsulErrorKind.InvalidArgument,
        $"The private key '{key}' is not that of the root certificate '{root}': give the pair that belongs together; nothing was changed.",
        key);

    public static ConsulSecurityException RootUnsuitable(string root, string why) => new(
        "ConnectRootUnsuitable",
        ConsulErrorKind.InvalidData,
        $"The root certificate '{root}' {why}; nothing was changed.",
        root);

    public static ConsulSecurityException VaultInsecure(string address) => new(
        "ConnectVaultInsecure",
        ConsulErrorKind.InvalidArgument,
        $"The address '{address}' of Vault is not https, so its token and every key request would go in the clear: give an https:// address.",
        address);

    public static ConsulSecurityException VaultIncomplete() => new(
        "ConnectVaultIncomplete",
        ConsulErrorKind.InvalidArgument,
        "Vault as the authority needs -VaultToken or -VaultAuthMethod (one of them), -RootPkiPath and -IntermediatePkiPath beside '-VaultAddress': give all of them; nothing was changed.");

    public static ConsulSecurityException TooOld(string what, Version since, Version version) => new(
        "ConnectCATooNew",
        ConsulErrorKind.NotSupported,
        $"The authority's '{what}' came with Consul {since}, and {version} refuses it: update the servers first; nothing was changed.",
        what);

    public static ConsulSecurityException AuthorityOnClient(string folder) => new(
        "ConnectAuthorityOnClient",
        ConsulErrorKind.InvalidArgument,
        $"The configuration in '{folder}' is that of a client, which has no part in the mesh's authority: give who signs and for how long to the servers (-Server where their files do not say so).",
        folder);

    public static ConsulSecurityException SidecarRangeInverted(long first, long last) => new(
        "SidecarRangeInverted",
        ConsulErrorKind.InvalidArgument,
        $"The sidecars' first port '{first}' is more than their last one '{last}', with which the agent does not start: give them the other way round, or -NoSidecarRange.",
        first);

    public static ConsulSecurityException ConfigurationHidden(ConsulConnection connection) => new(
        "ConnectConfigurationHidden",
        ConsulErrorKind.PermissionDenied,
        $"The token used at '{connection}' may not see the authority's configuration, so nothing was changed: use one with 'operator:write'.",
        connection.ToString());

    public static ConsulSecurityException Refused(string provider, ConsulApiException cause) => new(
        "ConnectCARefused",
        ConsulErrorKind.InvalidState,
        $"The servers refuse the authority '{provider}' and keep the one they have, look at its settings: {Consul.ConsulFault.FirstLine(cause.Detail ?? cause.Message)}",
        provider,
        cause);

    public static ConsulSecurityException VaultUnreachable(Uri address, ConsulApiException cause) => new(
        "ConnectVaultUnreachable",
        ConsulErrorKind.Unreachable,
        $"The servers do not get through to Vault at '{address.ToString().TrimEnd('/')}' and keep the authority they have: check the address from a server, "
        + $"and the authority of Vault's certificate (-VaultAuthorityPath); they say: {Consul.ConsulFault.FirstLine(cause.Detail ?? cause.Message)}",
        address.ToString(),
        cause);

    public static ConsulSecurityException NotFollowed(string why, TimeSpan after) => new(
        "ConnectCANotFollowed",
        ConsulErrorKind.Timeout,
        $"After {after.TotalSeconds:0} s the mesh's certificates do not follow its authority ({why}): look at the leader's log, then at Get-ConsulConnectCA.");

    public static ConsulSecurityException LeavesOld(ConsulConnectSidecar[] old, int all, TimeSpan after) => new(
        "ConnectLeavesOld",
        ConsulErrorKind.Timeout,
        $"After {after.TotalSeconds:0} s {old.Length} of {all} sidecars still show a certificate of a former root, the first is '{old[0]}': "
        + "look at the logs of it and of its agent; both roots are believed meanwhile.",
        old[0].Address);
}
