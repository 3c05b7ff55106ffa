using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Configuration;
using ConsulSecurity.Gossip;
using ConsulSecurity.Platform;
using ConsulSecurity.Text;

namespace ConsulSecurity.Rollout;

/// <summary>What a pass changes in a node's files. Done again it changes nothing.</summary>
internal sealed class NodeWork(RolloutContext context)
{
    /// <summary>Writes certificate and our files as the change says.</summary>
    public async Task WriteAsync(INode node, RolloutNodeChange change, CancellationToken cancellation)
    {
        if (change.GetsCertificate)
        {
            await EnsureCertificateAsync(node, TlsPaths.Of(change), cancellation).ConfigureAwait(false);
        }

        IReadOnlyList<SourceText> texts = await NodeFiles.ConfigurationAsync(node, cancellation).ConfigureAwait(false);
        foreach (RolloutFile file in change.Files)
        {
            texts = await WriteAsync(node, file.Topic, file.Settings, texts, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Puts our files back to what they said before the waypoint.</summary>
    public async Task RestoreAsync(INode node, RolloutNodeChange change, CancellationToken cancellation)
    {
        IReadOnlyList<SourceText> texts = await NodeFiles.ConfigurationAsync(node, cancellation).ConfigureAwait(false);
        foreach (RolloutFile file in change.Files)
        {
            string path = NodeFiles.Fragment(node.Info, file.Topic);
            if (file.Before.Count > 0)
            {
                texts = await WriteAsync(node, file.Topic, file.Before, texts, cancellation).ConfigureAwait(false);
            }
            else if (context.Vault.Find(VaultNames.Backup(node.Info.Name, path)) is { } before)
            {
                await node.WriteAsync(path, SafeFile.Utf8.GetBytes(before), FileAudience.Private, cancellation).ConfigureAwait(false);
            }
            else
            {
                await node.DeleteAsync(path, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives kept services their tokens, or takes them away again; only while the agent is stopped.</summary>
    public async Task HandOverAsync(INode node, RolloutWaypoint waypoint, bool undo, CancellationToken cancellation)
    {
        // Backwards they go with the agents' tokens: before, what the agents' default token may decides what services may.
        bool isTheirs = waypoint.Steps.Any(s => s.Id is StepTable.ServiceHandOver or StepTable.AgentTokens);
        if (!context.Vault.Names.Any(name => name.StartsWith(VaultNames.Service(string.Empty), StringComparison.Ordinal)) || (undo && !isTheirs))
        {
            return;
        }

        MergedConfiguration configuration = MergedConfiguration.FromTexts(
            await NodeFiles.ConfigurationAsync(node, cancellation).ConfigureAwait(false), context.Version);
        await NodeServices.GiveTokensAsync(node, configuration, service => TokenOf(service, undo), cancellation).ConfigureAwait(false);
    }

    // A service that came after the plan gets a token as well, if there is one; tokens that are not ours stay.
    private string? TokenOf(NodeService service, bool undo)
    {
        string? ours = context.Vault.Find(VaultNames.Service(service.TokenOwner));
        return undo ? service.Token == ours && ours is not null ? string.Empty : null : service.HasToken ? null : ours;
    }

    private async Task<IReadOnlyList<SourceText>> WriteAsync(
        INode node, string topic, IReadOnlyList<RolloutSetting> settings, IReadOnlyList<SourceText> texts, CancellationToken cancellation)
    {
        string path = NodeFiles.Fragment(node.Info, topic);
        ConfigFragment fragment = ConfigFragment.For(texts, path, [.. settings.Select(Resolve)], context.Version);
        if (!fragment.IsChange)
        {
            return texts;
        }

        if (texts.FirstOrDefault(t => t.Path == path)?.Text is { } old && !context.IsBegun("backup", null, node.Info.Name, path) && !IsOfThisPlan(node, topic))
        {
            context.Vault.Set(VaultNames.Backup(node.Info.Name, path), old);
            context.Note("begin", "backup", null, node.Info.Name, path);
        }

        FileAudience audience = fragment.HasSecret ? FileAudience.Private : FileAudience.Public;
        await node.WriteAsync(path, SafeFile.Utf8.GetBytes(fragment.Text), audience, cancellation).ConfigureAwait(false);
        SourceText written = SourceText.FromString(fragment.Text, path);
        return [.. texts.Where(t => t.Path != path).Concat([written]).OrderBy(t => t.Path, Comparer<string>.Create(ConfigSources.Compare))];
    }

    private bool IsOfThisPlan(INode node, string topic) => context.Plan.Waypoints
        .Where(w => context.IsBegun("files", w.Name, node.Info.Name) && context.IsDone("files", w.Name, node.Info.Name))
        .SelectMany(w => w.Nodes).Any(n => n.Node == node.Info.Name && n.Files.Any(f => f.Topic == topic));

    private KeyValuePair<string, object> Resolve(RolloutSetting setting) =>
        new(setting.Name, setting.Secret is { } secret ? context.Vault.Get(secret) : setting.Value!);

    private async Task EnsureCertificateAsync(INode node, TlsPaths paths, CancellationToken cancellation)
    {
        string authority = context.Vault.Get(VaultNames.AuthorityCertificate);
        ConsulNode info = node.Info;
        if (await IsInPlaceAsync(node, paths, authority, cancellation).ConfigureAwait(false))
        {
            return;
        }

        using SigningAuthority signer = OpenAuthority(context);
        using var issuer = new CertificateIssuer(signer, context.Options.Now());
        MergedConfiguration configuration = MergedConfiguration.FromTexts(
            await NodeFiles.ConfigurationAsync(node, cancellation).ConfigureAwait(false), context.Version);
        bool isIp = IPAddress.TryParse(info.Address, out IPAddress? address);
        using IssuedCertificate issued = issuer.Issue(new CertificateOrder
        {
            Role = info.IsServer ? CertificateRole.Server : CertificateRole.Client,
            Datacenter = context.Plan.Datacenter,
            Domain = configuration.String("domain")?.TrimEnd('.') ?? "consul",
            Node = NameRules.IsDnsName(info.Name) ? info.Name : null,
            DnsNames = isIp ? [] : [info.Address],
            IPAddresses = isIp ? [address!] : [],
        });
        await node.WriteAsync(paths.Authority, SafeFile.Utf8.GetBytes(authority), FileAudience.Public, cancellation).ConfigureAwait(false);
        await node.WriteAsync(paths.Key, SafeFile.Utf8.GetBytes(KeyFile.ToPem(issued.Key!)), FileAudience.Private, cancellation).ConfigureAwait(false);
        await node.WriteAsync(paths.Certificate, SafeFile.Utf8.GetBytes(issued.ToPem()), FileAudience.Public, cancellation).ConfigureAwait(false);
    }

    // The certificate is written last: where it is there and of our authority, all is.
    private static async Task<bool> IsInPlaceAsync(INode node, TlsPaths paths, string authority, CancellationToken cancellation) =>
        await NodeFiles.TextAsync(node, paths.Authority, cancellation).ConfigureAwait(false) == authority
        && await node.ReadAsync(paths.Certificate, cancellation).ConfigureAwait(false) is not null
        && await node.ReadAsync(paths.Key, cancellation).ConfigureAwait(false) is not null;

    /// <summary>Opens the cluster's authority from the vault.</summary>
    internal static SigningAuthority OpenAuthority(RolloutContext context) => SigningAuthority.FromPem(
        context.Vault.Get(VaultNames.AuthorityCertificate), context.Vault.Get(VaultNames.AuthorityKey), context.Vault.Path, context.Options.Now());

    /// <summary>Makes what a pass needs and the vault does not have yet: the gossip key, the authority, our own certificate.</summary>
    public async Task PrepareAsync(RolloutWaypoint waypoint, CancellationToken cancellation)
    {
        if (waypoint.Nodes.SelectMany(n => n.Files).Any(f => f.Settings.Any(s => s.Secret == VaultNames.GossipKey)))
        {
            string? known = await KnownGossipKeyAsync(cancellation).ConfigureAwait(false);
            context.Vault.GetOrMake(VaultNames.GossipKey, () => known ?? GossipKeys.Generate().Reveal());
        }

        if (waypoint.Nodes.Any(n => n.GetsCertificate))
        {
            MakeAuthority();
        }
    }

    /// <summary>Brings the authority's certificate, and one for ourselves, to files beside the vault, and uses them.</summary>
    public void UseCertificates()
    {
        if (context.Vault.Find(VaultNames.AuthorityCertificate) is not { } authority || context.Access.AuthorityPath is not null)
        {
            return;
        }

        PublicFile.Write(context.AuthorityPath, authority, overwrite: true);
        if (!System.IO.File.Exists(context.CertificatePath))
        {
            using SigningAuthority signer = OpenAuthority(context);
            using var issuer = new CertificateIssuer(signer, context.Options.Now());
            using IssuedCertificate issued = issuer.Issue(new CertificateOrder { Role = CertificateRole.Cli, Datacenter = context.Plan.Datacenter });
            PrivateFile.Write(CertificateFile.KeyPathOf(context.CertificatePath), KeyFile.ToPem(issued.Key!), overwrite: true);
            PublicFile.Write(context.CertificatePath, issued.ToPem(), overwrite: true);
        }

        context.Access.UseCertificates(context.AuthorityPath, context.CertificatePath);
    }

    private void MakeAuthority()
    {
        if (context.Vault.Find(VaultNames.AuthorityKey) is null)
        {
            using SigningAuthority made = SigningAuthority.Create(new AuthorityOrder(), context.Vault.Path, null, context.Options.Now());
            context.Vault.Set(VaultNames.AuthorityCertificate, made.ToPem());
            context.Vault.Set(VaultNames.AuthorityKey, KeyFile.ToPem(made.Key));
        }
    }

    private async Task<string?> KnownGossipKeyAsync(CancellationToken cancellation)
    {
        foreach (INode node in context.Nodes)
        {
            MergedConfiguration configuration = MergedConfiguration.FromTexts(
                await NodeFiles.ConfigurationAsync(node, cancellation).ConfigureAwait(false), context.Version);
            if (configuration.String("encrypt") is { Length: > 0 } key)
            {
                return key;
            }
        }

        return null;
    }
}
