using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Rollout;

/// <summary>What is done through the API between passes. Secrets and accessors are in the vault before they are sent, so that everything can be done twice.</summary>
internal sealed class ApiWork(RolloutContext context)
{
    private const string DnsPolicy = "consulsecurity-dns";
    private const string DnsRules = "node_prefix \"\" {\n  policy = \"read\"\n}\nservice_prefix \"\" {\n  policy = \"read\"\n}\n";
    private static readonly Version s_nodeIdentities = new(1, 8, 1);
    private static readonly Regex s_resetIndex = new(@"reset index: (\d+)", RegexOptions.CultureInvariant);

    public async Task RunAsync(RolloutWaypoint waypoint, CancellationToken cancellation)
    {
        foreach (RolloutStep step in waypoint.Steps)
        {
            Func<Task> work = step.Id switch
            {
                StepTable.AclTokens => () => AclTokensAsync(waypoint.Name, cancellation),
                StepTable.ServiceTokens => () => ServiceTokensAsync(cancellation),
                StepTable.Intentions => () => IntentionsAsync(cancellation),
                _ => throw new InvalidOperationException(step.Id),
            };
            await context.ActAsync("call", waypoint.Name, null, step.Id, work).ConfigureAwait(false);
        }
    }

    /// <summary>Takes away the tokens that the run made, but for the first.</summary>
    public async Task RemoveTokensAsync(CancellationToken cancellation)
    {
        ConsulClient client = await context.Access.AnyServerAsync(leader: true, cancellation).ConfigureAwait(false);
        var api = new AclApi(client);
        foreach (string name in context.Vault.Names.Where(n => n.EndsWith("/accessor", StringComparison.Ordinal)).ToArray())
        {
            await api.DeleteAsync(AclKind.Token, context.Vault.Get(name), cancellation).ConfigureAwait(false);
            context.Vault.Remove(name.Substring(0, name.Length - "/accessor".Length));
            context.Vault.Remove(name);
        }

        if (await new AclEditor(api, context.Log).FindAsync(AclKind.Policy, DnsPolicy, cancellation).ConfigureAwait(false) is { } policy)
        {
            await api.DeleteAsync(AclKind.Policy, (string)policy["ID"]!, cancellation).ConfigureAwait(false);
        }
    }

    private async Task AclTokensAsync(string waypoint, CancellationToken cancellation)
    {
        await EnsureManagementAsync(waypoint, cancellation).ConfigureAwait(false);
        ConsulClient client = await context.Access.AnyServerAsync(leader: true, cancellation).ConfigureAwait(false);
        var tokens = new List<(string Name, JObject Token)>();
        foreach (ConsulNode node in context.Access.Nodes)
        {
            tokens.Add((VaultNames.Agent(node.Name), await AgentTokenAsync(client, node, cancellation).ConfigureAwait(false)));
        }

        if (context.Plan.Waypoints.SelectMany(w => w.Nodes).SelectMany(n => n.Files).SelectMany(f => f.Settings).Any(s => s.Secret == VaultNames.Dns))
        {
            string policy = await EnsurePolicyAsync(client, DnsPolicy, "What agents answer DNS with", DnsRules, cancellation).ConfigureAwait(false);
            tokens.Add((VaultNames.Dns, new JObject { ["Description"] = "DNS", ["Policies"] = new JArray(new JObject { ["ID"] = policy }) }));
        }

        await EnsureTokensAsync(client, tokens, cancellation).ConfigureAwait(false);
    }

    private async Task<JObject> AgentTokenAsync(ConsulClient client, ConsulNode node, CancellationToken cancellation)
    {
        var token = new JObject { ["Description"] = $"agent {node.Name}" };
        if (context.Version >= s_nodeIdentities)
        {
            token["NodeIdentities"] = new JArray(new JObject { ["NodeName"] = node.Name, ["Datacenter"] = context.Plan.Datacenter });
            return token;
        }

        string rules = $"node \"{node.Name}\" {{\n  policy = \"write\"\n}}\nservice_prefix \"\" {{\n  policy = \"read\"\n}}\n";
        string policy = await EnsurePolicyAsync(client, "agent-" + node.Name, $"What the agent of {node.Name} may do", rules, cancellation).ConfigureAwait(false);
        token["Policies"] = new JArray(new JObject { ["ID"] = policy });
        return token;
    }

    private async Task ServiceTokensAsync(CancellationToken cancellation)
    {
        ConsulClient client = await context.Access.AnyServerAsync(leader: true, cancellation).ConfigureAwait(false);
        var identities = new AclServiceTokens(new AclEditor(new AclApi(client), context.Log));
        var tokens = new List<(string Name, JObject Token)>();
        foreach (string service in await ServicesAsync(cancellation).ConfigureAwait(false))
        {
            if (context.Options.ServiceTokens.TryGetValue(service, out string? accessor))
            {
                JObject given = await new AclEditor(new AclApi(client), context.Log).RequireAsync(AclKind.Token, accessor, cancellation).ConfigureAwait(false);
                context.Vault.Set(VaultNames.Service(service), (string)given["SecretID"]!);
                continue;
            }

            string? policy = AclServiceTokens.NeedsPolicy(service, context.Version)
                ? await identities.EnsurePolicyAsync(service, cancellation).ConfigureAwait(false)
                : null;
            tokens.Add((VaultNames.Service(service), AclServiceTokens.Token(service, null, context.Version, policy)));
        }

        await EnsureTokensAsync(client, tokens, cancellation).ConfigureAwait(false);
    }

    // Those without a token, wherever they are registered.
    private async Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancellation)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (INode node in context.Nodes)
        {
            var configuration = Configuration.MergedConfiguration.FromTexts(
                await NodeFiles.ConfigurationAsync(node, cancellation).ConfigureAwait(false), context.Version);
            IReadOnlyList<NodeService> services = await NodeServices.ReadAsync(node, configuration, cancellation).ConfigureAwait(false);
            names.UnionWith(services.Where(s => !s.HasToken).Select(s => s.TokenOwner));
        }

        return [.. names];
    }

    private async Task IntentionsAsync(CancellationToken cancellation)
    {
        var intentions = new Intentions(await context.Access.AnyServerAsync(leader: true, cancellation).ConfigureAwait(false), context.Log);
        IReadOnlyList<ConsulIntention> drafts = await intentions.DraftAsync(cancellation).ConfigureAwait(false);
        foreach (IntentionChange change in await intentions.PlanAsync(drafts, prune: false, cancellation).ConfigureAwait(false))
        {
            await intentions.ApplyAsync(change, cancellation).ConfigureAwait(false);
        }
    }

    // The token that may do everything: the caller's, the vault's, or the cluster's first.
    private async Task EnsureManagementAsync(string waypoint, CancellationToken cancellation)
    {
        if (context.Access.Token is { Length: > 0 } || context.Vault.Find(VaultNames.Management) is not null)
        {
            UseManagement();
            return;
        }

        bool wasTried = context.IsBegun("bootstrap", waypoint);
        context.Note("begin", "bootstrap", waypoint, null, null);
        ConsulClient client = await context.Access.AnyServerAsync(leader: true, cancellation).ConfigureAwait(false);
        var bootstrap = new AclBootstrap(client);
        AclToken first;
        try
        {
            first = await bootstrap.RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (ConsulSecurityException e) when (e.ErrorId == "AclAlreadyBootstrapped" && wasTried)
        {
            // The run was broken off between the answer and the vault: the token is lost, and the leader makes another.
            first = await ResetAsync(client, bootstrap, cancellation).ConfigureAwait(false);
        }

        context.Vault.Set(VaultNames.Management, first.Secret!.Reveal());
        context.Note("done", "bootstrap", waypoint, null, null);
        UseManagement();
        await RemoveOlderAsync(first, cancellation).ConfigureAwait(false);
    }

    private void UseManagement()
    {
        if (context.Access.Token is not { Length: > 0 })
        {
            context.Access.UseToken(SecureText.Hide(context.Vault.Get(VaultNames.Management)));
        }
    }

    private async Task<AclToken> ResetAsync(ConsulClient client, AclBootstrap bootstrap, CancellationToken cancellation)
    {
        ConsulAnswer refused = await client.AskAsync(ConsulRequest.Put("acl/bootstrap").WithoutToken(), cancellation).ConfigureAwait(false);
        string index = s_resetIndex.Match(refused.Body).Groups[1].Value;
        string leader = await context.Access.LeaderAsync(null, cancellation).ConfigureAwait(false) ?? throw RolloutErrors.NoAgentAnswers(context.Access.Servers);
        INode node = context.Node(leader);
        var configuration = Configuration.MergedConfiguration.FromTexts(
            await NodeFiles.ConfigurationAsync(node, cancellation).ConfigureAwait(false), context.Version);
        string path = NodeFiles.Join(node.Info, node.Info.DataFolder ?? configuration.String("data_dir")!, "acl-bootstrap-reset");
        await node.WriteAsync(path, Encoding.ASCII.GetBytes(index), FileAudience.Private, cancellation).ConfigureAwait(false);
        return await bootstrap.RunAsync(cancellation).ConfigureAwait(false);
    }

    // The lost one goes on working otherwise.
    private async Task RemoveOlderAsync(AclToken first, CancellationToken cancellation)
    {
        ConsulClient client = await context.Access.AnyServerAsync(leader: true, cancellation).ConfigureAwait(false);
        var api = new AclApi(client);
        foreach (AclToken old in AclBootstrap.Older(await api.ListAsync(AclKind.Token, cancellation).ConfigureAwait(false), first.AccessorId))
        {
            await api.DeleteAsync(AclKind.Token, old.AccessorId, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<string> EnsurePolicyAsync(ConsulClient client, string name, string description, string rules, CancellationToken cancellation)
    {
        var editor = new AclEditor(new AclApi(client), context.Log);
        var patch = new JObject { ["Name"] = name, ["Description"] = description, ["Rules"] = rules };
        AclChange change = await editor.PlanAsync(AclKind.Policy, name, patch, cancellation).ConfigureAwait(false);
        AclOutcome outcome = (await editor.ApplyAsync([change], cancellation).ConfigureAwait(false))[0];
        return outcome.Error is null ? (string)outcome.Result!["ID"]! : throw outcome.Error;
    }

    // With ids of our own, so that a run that was broken off finds what it made.
    private async Task EnsureTokensAsync(ConsulClient client, IReadOnlyList<(string Name, JObject Token)> tokens, CancellationToken cancellation)
    {
        var api = new AclApi(client);
        (string Accessor, long Index)? newest = null;
        foreach ((string name, JObject token) in tokens)
        {
            string accessor = context.Vault.GetOrMake(VaultNames.Accessor(name), () => Guid.NewGuid().ToString("D", CultureInfo.InvariantCulture));
            string secret = context.Vault.GetOrMake(name, NewSecret);
            if (await api.ReadAsync(AclKind.Token, accessor, cancellation).ConfigureAwait(false) is null)
            {
                token["AccessorID"] = accessor;
                token["SecretID"] = secret;
                JObject made = await api.CreateAsync(AclKind.Token, token, cancellation).ConfigureAwait(false);
                newest = (accessor, (long?)made["ModifyIndex"] ?? 0);
            }
        }

        if (newest is { } last)
        {
            await new AclTokenReach(client, context.Log) { Timeout = context.Options.Gate.Patience }.WaitAsync(last.Accessor, last.Index, cancellation).ConfigureAwait(false);
        }
    }

    // A random UUID of version 4, from the platform's generator for keys.
    private static string NewSecret()
    {
        byte[] bytes = Certificates.Pbes2.RandomBytes(16);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString("D", CultureInfo.InvariantCulture);
    }
}
