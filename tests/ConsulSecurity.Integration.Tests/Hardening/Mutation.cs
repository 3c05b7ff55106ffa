using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ConsulSecurity.Lab;

namespace ConsulSecurity.Integration.Tests.Hardening;

/// <summary>One change to the hardened cluster that a check is there to find, and the way back.</summary>
/// <param name="Name">What is changed, for the table.</param>
/// <param name="Apply">Changes it; gives what undoes it.</param>
internal sealed record Mutation(string Name, Func<HardenedLab, Task<Func<Task>>> Apply)
{
    /// <summary>Settings of a client agent, which is started anew with each.</summary>
    public static readonly string[] Settings =
    [
        "encrypt_verify_incoming = false",
        "encrypt_verify_outgoing = false",
        "encrypt = \"cg8StVXbQJ0gPvMd9o7yrg==\"",
        "retry_join = [\"203.0.113.9\"]",
        "verify_incoming = false",
        "verify_outgoing = false",
        "verify_server_hostname = false",
        "verify_incoming_rpc = false",
        "tls_min_version = \"tls10\"",
        "tls_cipher_suites = \"TLS_RSA_WITH_AES_128_CBC_SHA,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256\"",
        "ports { http = 8500 }",
        "ports { grpc = 8502 }",
        "disable_remote_exec = false",
        "enable_script_checks = true",
        "enable_local_script_checks = true",
        "enable_debug = true",
        "disable_http_unprintable_char_filter = true",
        "acl { default_policy = \"allow\" }",
        "acl { down_policy = \"allow\" }",
        "acl { enable_token_persistence = false }",
        "acl { enable_key_list_policy = false }",
        "acl { token_ttl = \"5m\" }",
        "acl { tokens { master = \"5bd1dbd9-9b5a-4d4b-8e53-1b2a7f6c0c11\" } }",
        "acl { tokens { agent_master = \"guessable\" } }",
        "acl_down_policy = \"extend-cache\"",
        "auto_encrypt { allow_tls = true }",
        "serf_lan_allowed_cidrs = [\"0.0.0.0/0\"]",
        "http_config { allow_write_http_from = [\"0.0.0.0/0\"] }",
        "http_config { response_headers { Access-Control-Allow-Origin = \"*\" } }",
        "http_config { response_headers { X-Frame-Options = \"ALLOWALL\" } }",
        "recursors = [\"203.0.113.53\"]",
        "ui = true",
        "limits { http_max_conns_per_client = 5000 }",
        "limits { https_handshake_timeout = \"1m\" }",
        "limits { rpc_handshake_timeout = \"1m\" }",
        "limits { rpc_max_conns_per_client = 5000 }",
        "limits { kv_max_value_size = 5000000 }",
        "limits { txn_max_req_len = 5000000 }",
        "limits { rpc_rate = -1 }",
        "log_level = \"TRACE\"",
        "disable_update_check = false",
        "disable_anonymous_signature = false",
        "enable_agent_tls_for_checks = false",
        "check_output_max_size = 1048576",
        "telemetry { statsd_address = \"203.0.113.7:8125\" }",
        "service { name = \"bare\" port = 9000 }",
        "service { name = \"open\" port = 9001 address = \"0.0.0.0\" token = \"5bd1dbd9-9b5a-4d4b-8e53-1b2a7f6c0c12\" }",
        "check { id = \"k\" name = \"k\" http = \"https://127.0.0.1:1\" interval = \"10s\" tls_skip_verify = true }",
        "check { id = \"m\" name = \"m\" http = \"http://169.254.169.254/latest\" interval = \"10s\" }",
        "check { id = \"h\" name = \"h\" http = \"http://127.0.0.1:1\" interval = \"10s\" header { Authorization = [\"Bearer 5bd1dbd9-9b5a-4d4b-8e53-1b2a7f6c0c13\"] } }",
        "ports { sidecar_min_port = 30000 sidecar_max_port = 30010 }",
        "acl_token_ttl = \"30s\"",
        "watches = [ { type = \"key\" key = \"x\" handler_type = \"script\" args = [\"/tmp/handler.sh\"] } ]",
    ];

    /// <summary>What needs no restart: modes of files, tokens, policies, intentions, keys, services.</summary>
    public static readonly Mutation[] Live =
    [
        Mode("the key's file is readable by all", "agent-key.pem", "0644"),
        Mode("the key's file is readable by a group", "agent-key.pem", "0640"),
        Mode("the certificate can be changed by all", "agent.pem", "0666"),
        Mode("the authority's certificate can be changed by all", "ca.pem", "0666"),
        Mode("the configuration is readable by all", "config/30-node.hcl", "0644"),
        Mode("the configuration can be changed by all", "config/30-node.hcl", "0666"),
        Mode("the configuration folder can be changed by all", "config", "0777"),
        Mode("the data folder is open to all", "data", "0755"),
        Mode("the keyring's file is readable by all", "data/serf/local.keyring", "0644"),
        Mode("the keyring's folder is open to all", "data/serf", "0755"),
        Added("a snapshot lies beside the data, readable by all", "backup.snap", "0644"),
        Added("the authority's key lies on the agent", "ca-key.pem", "0600"),
        Added("a file with a byte order mark", "config/95-bom.hcl", "0600", "\uFEFF# nothing\n"),
        Added("a file that Consul cannot read", "config/96-broken.json", "0600", "{"),
        Token("a third token for everything", """{ "Description": "third", "Policies": [ { "Name": "global-management" } ], "ExpirationTTL": "1h" }"""),
        Token("a token without description", """{ "ServiceIdentities": [ { "ServiceName": "web" } ], "Local": true }"""),
        Token("a token that may do nothing", """{ "Description": "idle", "ExpirationTTL": "1h" }"""),
        Granted("a policy that may register any service", """service_prefix "" { policy = "write" }"""),
        Granted("a policy that may write ACLs", """acl = "write" """),
        Granted("a policy that may write operator settings", """operator = "write" """),
        Granted("a policy that may read the keyring", """keyring = "write" """),
        Granted("a policy that may run programs", """agent_prefix "" { policy = "write" } session_prefix "" { policy = "write" } key_prefix "_rexec/" { policy = "write" } event_prefix "_rexec" { policy = "write" }"""),
        Granted("a policy that may write all keys", """key_prefix "" { policy = "write" }"""),
        Granted("a policy with a prefix over other services", """service_prefix "a" { policy = "write" }"""),
        Put("a role that nobody uses", "/v1/acl/role", """{ "Name": "unused", "ServiceIdentities": [ { "ServiceName": "web" } ] }""", "/v1/acl/role/"),
        Put("a policy that nobody uses", "/v1/acl/policy", """{ "Name": "unused", "Rules": "" }""", "/v1/acl/policy/"),
        Entry("listeners of one's own for every sidecar", "proxy-defaults", "global", """{ "Config": { "envoy_extra_static_clusters_json": "{}" } }"""),
        Entry("checks past the mesh for every sidecar", "proxy-defaults", "global", """{ "Expose": { "Checks": true } }"""),
        Entry("a path past the mesh", "service-defaults", "api", """{ "Expose": { "Paths": [ { "Path": "/health", "LocalPathPort": 8080, "ListenerPort": 21500, "Protocol": "http" } ] } }"""),
        Entry("a terminating gateway that verifies nothing", "terminating-gateway", "out", """{ "Services": [ { "Name": "legacy" } ] }"""),
        Entry("an ingress gateway in the clear", "ingress-gateway", "in", """{ "Listeners": [ { "Port": 8080, "Protocol": "tcp", "Services": [ { "Name": "api" } ] } ] }"""),
        Intention("everything may talk to everything else", "*", "db"),
        Intention("one may talk to everything", "web", "*"),
        Anonymous("nobody in particular may read all", """node_prefix "" { policy = "read" } key_prefix "" { policy = "read" }"""),
        Service("a service beyond loopback with a sidecar", """{ "Name": "far", "Address": "203.0.113.5", "Port": 80, "Connect": { "SidecarService": { "Proxy": { "LocalServiceAddress": "203.0.113.5" } } } }"""),
        Service("an upstream that others can use", """{ "Name": "up", "Address": "127.0.0.1", "Port": 80, "Connect": { "SidecarService": { "Proxy": { "Upstreams": [ { "DestinationName": "api", "LocalBindAddress": "0.0.0.0", "LocalBindPort": 9191 } ] } } } }"""),
        Service("tags that others may change", """{ "Name": "tags", "Address": "127.0.0.1", "Port": 80, "EnableTagOverride": true }"""),
        Service("checks past the mesh", """{ "Name": "exp", "Address": "127.0.0.1", "Port": 80, "Connect": { "SidecarService": { "Proxy": { "Expose": { "Checks": true } } } } }"""),
        Service("a listener of one's own", """{ "Name": "own", "Address": "127.0.0.1", "Port": 80, "Connect": { "SidecarService": { "Proxy": { "Config": { "envoy_public_listener_json": "{}" } } } } }"""),
        Service("a check that holds a secret", """{ "Name": "sec", "Address": "127.0.0.1", "Port": 80, "Check": { "HTTP": "http://127.0.0.1:1", "Interval": "10s", "Header": { "Authorization": [ "Bearer 5bd1dbd9-9b5a-4d4b-8e53-1b2a7f6c0c13" ] } } }"""),
        Service("a check that takes any certificate", """{ "Name": "any", "Address": "127.0.0.1", "Port": 80, "Check": { "HTTP": "https://127.0.0.1:1", "Interval": "10s", "TLSSkipVerify": true } }"""),
        Service("a name in capitals", """{ "Name": "Shop", "Address": "127.0.0.1", "Port": 80 }"""),
        new("remote execution has left a trace", async lab =>
        {
            await lab.Cluster["s1"].PutAsync("/v1/kv/_rexec/x/job", "x");
            return () => lab.DeleteAsync("/v1/kv/_rexec/?recurse");
        }),
    ];

    private static Mutation Mode(string name, string file, string mode) => new($"{name}: {file} {mode}", lab =>
    {
        string path = Path.Combine(lab.Cluster["c2"].Folder, file);
        UnixFileMode before = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        return Task.FromResult<Func<Task>>(() =>
        {
            File.SetUnixFileMode(path, before);
            return Task.CompletedTask;
        });
    });

    private static Mutation Added(string name, string file, string mode, string? text = null) => new($"{name}: {file}", async lab =>
    {
        ConsulAgent agent = lab.Cluster["c2"];
        string path = Path.Combine(agent.Folder, file);
        await File.WriteAllTextAsync(path, text ?? (file.EndsWith(".pem", StringComparison.Ordinal) ? await File.ReadAllTextAsync(lab.AuthorityKey) : "x"));
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        HardenedLab.Own(path);
        return () =>
        {
            File.Delete(path);
            return Task.CompletedTask;
        };
    });

    private static Mutation Token(string name, string body, string? rules = null) => new(name, async lab =>
    {
        string? policy = rules is null ? null : await lab.PolicyAsync("mutant", rules);
        JsonNode token = (await lab.Cluster["s1"].PutAsync("/v1/acl/token", JsonNode.Parse(body)))!;
        return async () =>
        {
            await lab.DeleteAsync($"/v1/acl/token/{token["AccessorID"]}");
            if (policy is not null)
            {
                await lab.DeleteAsync($"/v1/acl/policy/{policy}");
            }
        };
    });

    private static Mutation Granted(string name, string rules) =>
        Token(name, """{ "Description": "mutant", "Policies": [ { "Name": "mutant" } ], "ExpirationTTL": "1h" }""", rules);

    private static Mutation Put(string name, string path, string body, string undo) => new(name, async lab =>
    {
        JsonNode made = (await lab.Cluster["s1"].PutAsync(path, JsonNode.Parse(body)))!;
        return () => lab.DeleteAsync(undo + made["ID"]);
    });

    private static Mutation Entry(string name, string kind, string entry, string body) => new(name, async lab =>
    {
        JsonNode made = JsonNode.Parse(body)!;
        made["Kind"] = kind;
        made["Name"] = entry;
        await lab.Cluster["s1"].PutAsync("/v1/config", made);
        return () => lab.DeleteAsync($"/v1/config/{kind}/{entry}");
    });

    private static Mutation Intention(string name, string source, string destination) => new($"{name}: {source} => {destination}", async lab =>
    {
        using HttpResponseMessage made = await lab.Cluster["s1"].Http.PostAsJsonAsync(
            new Uri("/v1/connect/intentions", UriKind.Relative), new { SourceName = source, DestinationName = destination, Action = "allow" });
        string id = (string)JsonNode.Parse(await made.Content.ReadAsStringAsync())!["ID"]!;
        return () => lab.DeleteAsync($"/v1/connect/intentions/{id}");
    });

    private static Mutation Anonymous(string name, string rules) => new(name, async lab =>
    {
        const string Token = "/v1/acl/token/00000000-0000-0000-0000-000000000002";
        string policy = await lab.PolicyAsync("mutant", rules);
        await lab.Cluster["s1"].PutAsync(Token, JsonNode.Parse("""{ "Description": "Anonymous Token", "Policies": [ { "Name": "mutant" } ] }"""));
        return async () =>
        {
            await lab.Cluster["s1"].PutAsync(Token, JsonNode.Parse("""{ "Description": "Anonymous Token" }"""));
            await lab.DeleteAsync($"/v1/acl/policy/{policy}");
        };
    });

    private static Mutation Service(string name, string body) => new(name, async lab =>
    {
        JsonNode service = JsonNode.Parse(body)!;
        ConsulAgent agent = lab.Cluster["c2"];
        await agent.PutAsync("/v1/agent/service/register", service);
        return () => agent.PutAsync($"/v1/agent/service/deregister/{service["Name"]}");
    });
}
