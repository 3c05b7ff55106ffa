using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Integration.Tests.Acl;

/// <summary>
/// Makes a token with random policies, roles and identities, and questions about it. Names begin with the set's own letters: 1.8 merges
/// rules into its cache of parsed policies, so that tokens which share a policy or an identity can change each other's rights.
/// </summary>
internal sealed class AclSetGenerator(Random random, string own)
{
    private static readonly string[] s_words = ["read", "write", "deny", "read", "write", "deny", "READ", "Write", "DENY"];
    private static readonly string[] s_resources = ["key", "key", "key", "service", "service", "service", "node", "agent", "event", "query", "session"];
    private static readonly string[] s_scalars = ["acl", "operator", "keyring"];
    private static readonly string[] s_segments = ["", "a", "a/", "a/b", "a/b/", "a/b/c", "ab", "b", "web", "web-", "web-sidecar-proxy", "*", "we", "é", "éa"];

    private readonly List<string> _log = [];

    public async Task<JObject> CreateTokenAsync(AclApi api, CancellationToken cancellation)
    {
        var token = new JObject { ["Policies"] = await PoliciesAsync(api, random.Next(0, 4), cancellation) };
        if (random.Next(3) == 0)
        {
            var role = new JObject { ["Name"] = Name("role"), ["Policies"] = await PoliciesAsync(api, random.Next(0, 3), cancellation) };
            AddIdentities(role);
            token["Roles"] = new JArray(new JObject { ["ID"] = (await api.CreateAsync(AclKind.Role, role, cancellation))["ID"] });
        }

        AddIdentities(token);
        return await api.CreateAsync(AclKind.Token, token, cancellation);
    }

    public AclRequest Request()
    {
        switch (random.Next(10))
        {
            case 0:
                return new AclRequest(Pick(s_scalars), string.Empty, Pick("read", "write"));
            case 1 or 2:
                return new AclRequest("intention", random.Next(3) == 0 ? "*" : Segment(), Pick("read", "write"));
            default:
                string resource = Pick(s_resources);
                string access = resource == "key" ? Pick("read", "write", "list", "write-prefix") : Pick("read", "write");
                return new AclRequest(resource, Segment() + Pick("", "", "", "x", "/"), access);
        }
    }

    public override string ToString() => string.Join(" ++ ", _log);

    private async Task<JArray> PoliciesAsync(AclApi api, int count, CancellationToken cancellation)
    {
        var links = new JArray();
        for (int i = 0; i < count; i++)
        {
            var policy = new JObject { ["Name"] = Name("policy"), ["Rules"] = Rules() };
            if (random.Next(6) == 0)
            {
                policy["Datacenters"] = new JArray(Pick("dc1", "dc2"));
            }

            _log.Add($"{policy["Rules"]} {policy["Datacenters"]}");
            JObject made = await api.CreateAsync(AclKind.Policy, policy, cancellation);
            links.Add(new JObject { ["ID"] = made["ID"] });
        }

        return links;
    }

    private void AddIdentities(JObject tree)
    {
        if (random.Next(4) == 0)
        {
            var identity = new JObject { ["ServiceName"] = own + "web" };
            if (random.Next(3) == 0)
            {
                identity["Datacenters"] = new JArray(Pick("dc1", "dc2"));
            }

            tree["ServiceIdentities"] = new JArray(identity);
        }

        if (random.Next(5) == 0)
        {
            tree["NodeIdentities"] = new JArray(new JObject { ["NodeName"] = own + "a", ["Datacenter"] = Pick("dc1", "dc2") });
        }

        _log.Add($"{tree["ServiceIdentities"]} {tree["NodeIdentities"]}");
    }

    private string Rules() => string.Join(" ", Enumerable.Range(0, random.Next(0, 9)).Select(_ => Rule()));

    private string Rule()
    {
        if (random.Next(8) == 0)
        {
            return $"{Pick(s_scalars)} = \"{Pick(s_words)}\"";
        }

        string resource = Pick(s_resources);
        string word = resource == "key" && random.Next(5) == 0 ? Pick("list", "LIST") : Pick(s_words);
        string intentions = resource == "service" && random.Next(2) == 0 ? $" intentions = \"{Pick(s_words)}\"" : string.Empty;
        return $"{resource}{Pick("", "_prefix")} \"{Segment()}\" {{ policy = \"{word}\"{intentions} }}";
    }

    // Rules for everything are the set's own too: none of their text is another set's.
    private string Segment() => random.Next(6) == 0 ? Pick("", "*") : own + Pick(s_segments);

    private string Name(string what) => $"{own}{what}-{random.Next():x}";

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
