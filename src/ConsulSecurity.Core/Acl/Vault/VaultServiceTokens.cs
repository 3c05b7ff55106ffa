using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl.Vault;

/// <summary>
/// Tokens of services from Vault's Consul secrets engine: a role for each service, and a lease for each token, with which Vault takes it
/// back. A role that cannot be read is taken as it is, so that provisioning needs to read <c>creds</c> only.
/// </summary>
internal sealed class VaultServiceTokens(VaultClient vault, string mount, ConsulClient consul, IOperationLog log)
{
    private readonly string _mount = mount.Trim('/');

    /// <summary>How long tokens live; null for Vault's own default.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Whether they count in their own datacenter only.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Makes a token for each instance of a service, and gives them when every server knows them.</summary>
    /// <param name="service">The service.</param>
    /// <param name="instances">The instances; a null for the service as a whole.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ConsulSecurityException">What <see cref="VaultErrors"/> has, <c>AclTokenNotEverywhere</c>, and Consul's where a policy is needed.</exception>
    public async Task<IReadOnlyList<AclToken>> MakeAsync(string service, IReadOnlyList<string?> instances, CancellationToken cancellation)
    {
        string role = AclServiceTokens.PolicyName(service);
        await EnsureRoleAsync(service, role, cancellation).ConfigureAwait(false);
        var tokens = new List<AclToken>();
        foreach (string? instance in instances)
        {
            tokens.Add(await IssueAsync(service, instance, role, cancellation).ConfigureAwait(false));
        }

        await new AclTokenReach(consul, log).WaitAsync(tokens[tokens.Count - 1].AccessorId, cancellation).ConfigureAwait(false);
        return tokens;
    }

    private async Task<AclToken> IssueAsync(string service, string? instance, string role, CancellationToken cancellation)
    {
        string path = $"{_mount}/creds/{role}";
        JObject? answer = await ReadCredentialsAsync(path, cancellation).ConfigureAwait(false);
        if (answer?["data"] is not JObject data || (string?)data["token"] is not { Length: > 0 } secret)
        {
            throw VaultErrors.RoleMissing(path);
        }

        long seconds = (long?)answer["lease_duration"] ?? 0;
        return new AclToken
        {
            AccessorId = (string?)data["accessor"] ?? string.Empty,
            Secret = SecureText.Hide(secret),
            Description = AclServiceTokens.Description(service, instance),
            IsLocal = (bool?)data["local"] ?? false,
            ExpirationTime = seconds > 0 ? DateTimeOffset.UtcNow.AddSeconds(seconds) : null,
            LeaseId = (string?)answer["lease_id"],
        };
    }

    private async Task<JObject?> ReadCredentialsAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await vault.ReadAsync(path, cancellation).ConfigureAwait(false);
        }
        catch (ConsulSecurityException e) when (e.ErrorId == VaultErrors.Refused && e.Detail!.Contains("not found"))
        {
            return null;
        }
    }

    private async Task EnsureRoleAsync(string service, string role, CancellationToken cancellation)
    {
        string path = $"{_mount}/roles/{role}";
        JObject? before;
        try
        {
            before = (await vault.ReadAsync(path, cancellation).ConfigureAwait(false))?["data"] as JObject;
        }
        catch (ConsulSecurityException e) when (e.ErrorId == "VaultPermissionDenied")
        {
            log.Verbose($"Vault's role '{path}' may not be read with this token, so it is taken as it is.");
            return;
        }

        if (before is not null && (Is(before, Identity(service)) || Is(before, Policy(role))))
        {
            return;
        }

        JObject wanted = AclServiceTokens.NeedsPolicy(service, version: null) ? await PolicyAsync(service, cancellation).ConfigureAwait(false) : Identity(service);
        try
        {
            await vault.WriteAsync(path, wanted, cancellation).ConfigureAwait(false);
        }
        catch (ConsulSecurityException e) when (e.ErrorId == VaultErrors.Refused && wanted["service_identities"] is not null)
        {
            log.Verbose($"Vault takes no service identities (before 1.11), so the role gets a policy with exact rules: {e.Detail}");
            await vault.WriteAsync(path, await PolicyAsync(service, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
    }

    private async Task<JObject> PolicyAsync(string service, CancellationToken cancellation)
    {
        await new AclServiceTokens(new AclEditor(new AclApi(consul), log)).EnsurePolicyAsync(service, cancellation).ConfigureAwait(false);
        return Policy(AclServiceTokens.PolicyName(service));
    }

    // Vault replaces the whole role: rights that somebody added to it go.
    private JObject Identity(string service) => Role(new JProperty("service_identities", new JArray(service)));

    // The old name of the field, which newer versions take too.
    private JObject Policy(string name) => Role(new JProperty("policies", new JArray(name)));

    private JObject Role(JProperty right)
    {
        var role = new JObject { ["token_type"] = "client", ["local"] = IsLocal };
        if (Lifetime is { } lifetime)
        {
            role["ttl"] = role["max_ttl"] = (long)lifetime.TotalSeconds;
        }

        role.Add(right);
        return role;
    }

    private static bool Is(JObject before, JObject wanted)
    {
        string[] rights = ["policies", "consul_policies", "consul_roles", "service_identities", "node_identities"];
        string[] there = [.. rights.SelectMany(r => Texts(before[r]).Select(t => $"{Spelling(r)} {t}")).Distinct().OrderBy(t => t, StringComparer.Ordinal)];
        string[] asked = [.. rights.SelectMany(r => Texts(wanted[r]).Select(t => $"{Spelling(r)} {t}"))];
        return there.SequenceEqual(asked)
            && ((string?)before["token_type"] ?? "client") == "client"
            && ((bool?)before["local"] ?? false) == (bool)wanted["local"]!
            && (wanted["ttl"] is not { } ttl || ((long?)before["ttl"] == (long)ttl && (long?)before["max_ttl"] == (long)ttl));
    }

    private static string Spelling(string right) => right == "consul_policies" ? "policies" : right;

    private static IEnumerable<string> Texts(JToken? list) => (list as JArray ?? new JArray()).Select(t => t.ToString());
}
