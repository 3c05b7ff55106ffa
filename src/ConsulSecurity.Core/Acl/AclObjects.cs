using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ConsulSecurity.Platform;
using ConsulSecurity.Text;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>Makes objects for people of the API's JSON.</summary>
internal static class AclObjects
{
    /// <summary>What the API shows instead of a secret that the caller may not see.</summary>
    private const string Redacted = "<hidden>";

    public static AclPolicy Policy(JObject tree) => new()
    {
        Id = Text(tree, "ID"),
        Name = Text(tree, "Name"),
        Description = Text(tree, "Description"),
        Rules = (string?)tree["Rules"],
        Datacenters = Texts(tree["Datacenters"]),
        ModifyIndex = (long?)tree["ModifyIndex"] ?? 0,
        Hash = Text(tree, "Hash"),
    };

    public static AclRole Role(JObject tree) => new()
    {
        Id = Text(tree, "ID"),
        Name = Text(tree, "Name"),
        Description = Text(tree, "Description"),
        Policies = Links(tree["Policies"]),
        ServiceIdentities = ServiceIdentities(tree),
        NodeIdentities = NodeIdentities(tree),
        TemplatedPolicies = TemplatedPolicies(tree),
        ModifyIndex = (long?)tree["ModifyIndex"] ?? 0,
    };

    public static AclToken Token(JObject tree) => new()
    {
        AccessorId = Text(tree, "AccessorID"),
        Secret = Text(tree, "SecretID") is { Length: > 0 } secret && secret != Redacted ? SecureText.Hide(secret) : null,
        Description = Text(tree, "Description"),
        Policies = Links(tree["Policies"]),
        Roles = Links(tree["Roles"]),
        ServiceIdentities = ServiceIdentities(tree),
        NodeIdentities = NodeIdentities(tree),
        TemplatedPolicies = TemplatedPolicies(tree),
        IsLocal = (bool?)tree["Local"] ?? false,
        CreateTime = Time(tree["CreateTime"]),
        ExpirationTime = Time(tree["ExpirationTime"]),
        AuthMethod = Text(tree, "AuthMethod") is { Length: > 0 } method ? method : null,
        ModifyIndex = (long?)tree["ModifyIndex"] ?? 0,
        IsLegacy = (bool?)tree["Legacy"] ?? Text(tree, "Rules").Length > 0,
        LegacyRules = (string?)tree["Rules"],
    };

    public static AclAuthMethod AuthMethod(JObject tree) => new()
    {
        Name = Text(tree, "Name"),
        Type = Text(tree, "Type"),
        Description = Text(tree, "Description"),
        DisplayName = Text(tree, "DisplayName"),
        MaxTokenTtl = GoDuration.Parse(Text(tree, "MaxTokenTTL")) is { } ttl && ttl > TimeSpan.Zero ? ttl : null,
        TokenLocality = Text(tree, "TokenLocality"),
        Config = Settings(tree["Config"] as JObject),
        ModifyIndex = (long?)tree["ModifyIndex"] ?? 0,
    };

    public static AclBindingRule BindingRule(JObject tree) => new()
    {
        Id = Text(tree, "ID"),
        AuthMethod = Text(tree, "AuthMethod"),
        BindType = Text(tree, "BindType"),
        BindName = Text(tree, "BindName"),
        Selector = Text(tree, "Selector"),
        Description = Text(tree, "Description"),
        ModifyIndex = (long?)tree["ModifyIndex"] ?? 0,
    };

    private static IReadOnlyList<AclServiceIdentity> ServiceIdentities(JObject tree) =>
        Items(tree["ServiceIdentities"], item => new AclServiceIdentity(Text(item, "ServiceName"), Texts(item["Datacenters"])));

    private static IReadOnlyList<AclNodeIdentity> NodeIdentities(JObject tree) =>
        Items(tree["NodeIdentities"], item => new AclNodeIdentity(Text(item, "NodeName"), Text(item, "Datacenter")));

    private static IReadOnlyList<AclTemplatedPolicy> TemplatedPolicies(JObject tree) => Items(
        tree["TemplatedPolicies"],
        item => new AclTemplatedPolicy(Text(item, "TemplateName"), (string?)item["TemplateVariables"]?["Name"], Texts(item["Datacenters"])));

    private static IReadOnlyList<AclLink> Links(JToken? list) => Items(list, item => new AclLink(Text(item, "ID"), Text(item, "Name")));

    private static IReadOnlyList<T> Items<T>(JToken? list, Func<JObject, T> make) =>
        list is JArray { Count: > 0 } items ? [.. items.OfType<JObject>().Select(make)] : [];

    private static IReadOnlyList<string> Texts(JToken? list) => list is JArray { Count: > 0 } items ? [.. items.Select(i => (string?)i ?? string.Empty)] : [];

    private static string Text(JObject tree, string name) => (string?)tree[name] ?? string.Empty;

    private static DateTimeOffset? Time(JToken? value) =>
        DateTimeOffset.TryParse((string?)value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && time.Year > 1 ? time : null;

    private static Dictionary<string, object?> Settings(JObject? config) =>
        config?.Properties().Where(p => !AclSecrets.IsSecretSetting(p.Name)).ToDictionary(p => p.Name, p => Plain(p.Value)) ?? [];

    private static object? Plain(JToken value) => value switch
    {
        JValue plain => plain.Value,
        JArray list when list.All(i => i is JValue) => list.Select(i => ((JValue)i).Value).ToArray(),
        _ => value.ToString(Newtonsoft.Json.Formatting.None),
    };
}
