using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Firewall;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState.Resources;

/// <summary>
/// This host's firewall for the agent's and the sidecars' ports (nftables, a table of its own). Whether it is as wanted is told by what
/// was loaded, as nft lists it, against a note of it made when it was applied.
/// </summary>
internal sealed class FirewallResource() : DesiredStateResource(
    "ConsulFirewall",
    "This host's firewall for the ports of Consul and of the mesh's sidecars, worked out from what the agent really uses (Linux, nftables).",
    [
        new("name", PropertyKind.Text, "Always 'host': there is one of it on a host.") { IsKey = true, Values = ["host"] },
        new("agentSource", PropertyKind.Texts, "Networks that agents are in.") { IsInput = true },
        new("apiSource", PropertyKind.Texts, "Networks that may call the HTTPS API.") { IsInput = true },
        new("grpcSource", PropertyKind.Texts, "Networks that may ask for sidecars' configuration.") { IsInput = true },
        new("dnsSource", PropertyKind.Texts, "Networks that may ask for names.") { IsInput = true },
        new("meshSource", PropertyKind.Texts, "Networks that sidecars are in; those of the agents where it is not given.") { IsInput = true },
        new("onlyRegisteredSidecar", PropertyKind.Flag, "Opens the ports of registered sidecars alone, not their whole range.") { IsInput = true },
        new("managementPort", PropertyKind.Numbers, "Ports that stay open to all, so that nobody is locked out.") { IsInput = true },
        new("rules", PropertyKind.Text, "A digest of the rules.") { IsReadOnly = true },
        .. ResourceInput.ConnectionProperties,
    ])
{
    private const string NoteName = "applied.json";

    public override bool CanBeAbsent => true;

    public override async Task<JObject> ReadAsync(ResourceInput input, CancellationToken cancellation)
    {
        string? listed = await Nftables().ListAsync(cancellation).ConfigureAwait(false);
        if (listed is null)
        {
            return new JObject { ["name"] = "host", [Exists] = false };
        }

        JObject? note = ReadNote();
        string rules = (string?)note?["listed"] == Digest(listed) ? (string)note!["wanted"]! : "changed by another hand";
        if (input.Flag(Exists) != false && input.Text("name") is not null)
        {
            // What is wanted follows from the agent's ports of today.
            string wanted = Digest(await WantedAsync(input, cancellation).ConfigureAwait(false));
            input.Properties["rules"] = wanted;
        }

        return new JObject { ["name"] = "host", [Exists] = true, ["rules"] = rules };
    }

    public override async Task WriteAsync(ResourceInput input, CancellationToken cancellation)
    {
        NftFirewall nftables = Nftables();
        if (input.Flag(Exists) == false)
        {
            await nftables.RemoveAsync(cancellation).ConfigureAwait(false);
            File.Delete(Path.Combine(NftFirewall.DefaultStateFolder, NoteName));
            return;
        }

        (IReadOnlyList<ConsulFirewallRule> rules, int[] management) = await RulesAsync(input, cancellation).ConfigureAwait(false);
        string wanted = NftablesText.Write(rules, management);
        await nftables.ApplyAsync(rules, management, rollbackAfter: null, cancellation).ConfigureAwait(false);
        string? listed = await nftables.ListAsync(cancellation).ConfigureAwait(false);
        if (!Directory.Exists(NftFirewall.DefaultStateFolder))
        {
            HostFiles.Current.CreatePrivateFolder(NftFirewall.DefaultStateFolder);
        }

        var note = new JObject { ["wanted"] = Digest(wanted), ["listed"] = Digest(listed ?? string.Empty) };
        PrivateFile.Write(Path.Combine(NftFirewall.DefaultStateFolder, NoteName), note.ToString(), overwrite: true);
    }

    private static async Task<string> WantedAsync(ResourceInput input, CancellationToken cancellation)
    {
        (IReadOnlyList<ConsulFirewallRule> rules, int[] management) = await RulesAsync(input, cancellation).ConfigureAwait(false);
        return NftablesText.Write(rules, management);
    }

    private static async Task<(IReadOnlyList<ConsulFirewallRule> Rules, int[] Management)> RulesAsync(ResourceInput input, CancellationToken cancellation)
    {
        FirewallFacts facts = await FirewallSurvey.CollectAsync(input.Client(), cancellation).ConfigureAwait(false);
        int[] management = input.Numbers("managementPort") ?? ManagementPorts.OfThisHost();
        return (FirewallRules.Make(facts, new FirewallWishes
        {
            Agents = input.Texts("agentSource") ?? [],
            Api = input.Texts("apiSource") ?? [],
            Grpc = input.Texts("grpcSource") ?? [],
            Dns = input.Texts("dnsSource") ?? [],
            Mesh = input.Texts("meshSource"),
            OnlyRegisteredSidecars = input.Flag("onlyRegisteredSidecar") ?? false,
            ManagementPorts = management,
        }), management);
    }

    private static NftFirewall Nftables() => RuntimeInformation.IsOSPlatform(OSPlatform.Linux)
        ? new NftFirewall(CommandRunner.Instance, NftFirewall.DefaultStateFolder)
        : throw FirewallErrors.NotSupported("This system has no nftables");

    private static JObject? ReadNote()
    {
        string path = Path.Combine(NftFirewall.DefaultStateFolder, NoteName);
        return File.Exists(path) ? DesiredStates.Parse(SafeFile.Utf8.GetString(SafeFile.Read(path))) : null;
    }

    private static string Digest(string text)
    {
        using SHA256 sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(SafeFile.Utf8.GetBytes(text))).Replace("-", string.Empty).ToLowerInvariant().Substring(0, 16);
    }
}
