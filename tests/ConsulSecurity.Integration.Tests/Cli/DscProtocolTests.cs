using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ConsulSecurity.Integration.Tests.Acl;
using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Cli;

/// <summary>What <c>dsc</c> does with a resource: get, test, set, test, set, export, each a process with JSON on standard input.</summary>
public sealed class DscProtocolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("consulsec-dsc-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Objects_of_a_cluster_are_brought_about_once_and_taken_away()
    {
        await using ConsulCluster cluster = await AclLab.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "token"), AclLab.Management);
        JsonObject Connected(JsonObject properties)
        {
            properties["httpAddr"] = cluster["s1"].HttpAddress.ToString();
            properties["tokenFile"] = Path.Combine(_folder, "token");
            return properties;
        }

        foreach ((string resource, string json, string key) in new[]
        {
            ("ConsulAclPolicy", """{"name": "web", "rules": "service \"web\" { policy = \"write\" }", "description": "for web"}""", "name"),
            ("ConsulIntention", """{"source": "web", "destination": "api", "action": "Allow"}""", "destination"),
        })
        {
            JsonObject wanted = Connected(JsonNode.Parse(json)!.AsObject());
            JsonNode before = await GetAsync(resource, wanted);
            Assert.False((bool)before["_exist"]!);
            Assert.Equal("It is not there.", (string?)before["reasons"]![0]);
            await RequireAsync(resource, wanted, isInDesiredState: false);
            await RequireAsync(resource, wanted, isInDesiredState: false);

            JsonNode set = await SetAsync(resource, wanted);
            Assert.NotNull(set["restartNeeded"]);
            await RequireAsync(resource, wanted, isInDesiredState: true);
            Assert.Null((await SetAsync(resource, wanted))["restartNeeded"]);
            Assert.Contains(await RunAsync("export", resource, Connected([])), item => (string?)item[key] == (string?)wanted[key]);

            wanted["_exist"] = false;
            await RequireAsync(resource, wanted, isInDesiredState: false, "_exist");
            Assert.False((bool)(await SetAsync(resource, wanted))["_exist"]!);
            await RequireAsync(resource, wanted, isInDesiredState: true);
        }
    }

    [Fact]
    public async Task A_node_s_configuration_is_hardened_and_its_agent_runs_with_it()
    {
        string configuration = Directory.CreateDirectory(Path.Combine(_folder, "conf")).FullName;
        (_, string key, _) = await Consulsec.RunAsync(_folder, "keygen");
        await Consulsec.RunAsync(_folder, "cert", "authority");
        await Consulsec.RunAsync(_folder, "cert", "create", "Server", "--authority", "consul-agent-ca.pem", "--node", "s1");
        File.Move(Path.Combine(_folder, "consul-agent-ca-key.pem"), Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "vault")).FullName, "key.pem"));
        await File.WriteAllTextAsync(Path.Combine(configuration, "agent.hcl"), "server = true\n");
        (string Resource, JsonObject Wanted)[] steps =
        [
            ("ConsulGossipEncryption", new() { ["key"] = key.Trim() }),
            ("ConsulTls", new()
            {
                ["phase"] = 4,
                ["authorityPath"] = Path.Combine(_folder, "consul-agent-ca.pem"),
                ["certificatePath"] = Path.Combine(_folder, "dc1-server-consul-s1.pem"),
                ["keyPath"] = Path.Combine(_folder, "dc1-server-consul-s1-key.pem"),
            }),
            ("ConsulAclSystem", new() { ["force"] = true }),
            ("ConsulConnect", []),
            ("ConsulRemoteExec", []),
        ];
        foreach ((string resource, JsonObject wanted) in steps)
        {
            wanted["path"] = configuration;
            wanted["consulVersion"] = "1.8.7";
            if (resource != "ConsulRemoteExec")
            {
                Dictionary<string, DateTime> stamps = Stamps(configuration);
                await RequireAsync(resource, wanted, isInDesiredState: false);
                Assert.NotEmpty((await GetAsync(resource, wanted))["reasons"]!.AsArray());
                Assert.Equal(stamps, Stamps(configuration));
                Assert.NotNull((await SetAsync(resource, wanted))["restartNeeded"]);
            }

            await RequireAsync(resource, wanted, isInDesiredState: true);
            Dictionary<string, DateTime> set = Stamps(configuration);
            Assert.Null((await SetAsync(resource, wanted))["restartNeeded"]);
            Assert.Equal(set, Stamps(configuration));
            Assert.DoesNotContain(key.Trim(), (await RunAsync("export", resource, new JsonObject { ["path"] = configuration }))[0].ToJsonString(), StringComparison.Ordinal);
        }

        string hardened = string.Concat(Directory.GetFiles(configuration, "zzz-*").Order(StringComparer.Ordinal).Select(file => File.ReadAllText(file) + "\n"));
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions { Configuration = hardened, Wait = ClusterWait.Leader });
        Assert.Contains("GOS-01 Pass", await RunAuditAsync(cluster));
    }

    [Fact]
    public async Task The_runbook_that_ships_hardens_a_node_and_changes_nothing_the_second_time()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "tls"));
        File.SetUnixFileMode(Path.Combine(_folder, "tls"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (_, string key, _) = await Consulsec.RunAsync(_folder, "keygen");
        await File.WriteAllTextAsync(Path.Combine(_folder, "tls", "gossip.key"), key);
        await Consulsec.RunAsync(_folder, "cert", "authority");
        await Consulsec.RunAsync(_folder, "cert", "create", "Server", "--authority", "consul-agent-ca.pem", "--node", "s1", "--out", "tls");
        File.Move(Path.Combine(_folder, "consul-agent-ca.pem"), Path.Combine(_folder, "tls", "consul-agent-ca.pem"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "agent.hcl"), "server = true\n");
        string text = await File.ReadAllTextAsync(Path.Combine(Consulsec.Checkout, "module", "dsc", "examples", "harden-node.dsc.yaml"));
        var runbook = new YamlDotNet.Serialization.DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize<Dictionary<string, object>>(text.Replace("/etc/consul.d", _folder, StringComparison.Ordinal));
        foreach (bool isFirst in new[] { true, false })
        {
            foreach (Dictionary<object, object> step in ((List<object>)runbook["resources"]).Cast<Dictionary<object, object>>())
            {
                string resource = ((string)step["type"]).Replace("ConsulSecurity/", string.Empty, StringComparison.Ordinal);
                JsonObject wanted = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(((Dictionary<object, object>)step["properties"]).ToDictionary(p => (string)p.Key, p => p.Value)))!.AsObject();
                JsonNode set = await SetAsync(resource, wanted);
                Assert.Equal(isFirst && resource != "ConsulRemoteExec", set["restartNeeded"] is not null);
                await RequireAsync(resource, wanted, isInDesiredState: true);
            }
        }

        (int code, string findings, _) = await Consulsec.RunAsync(_folder, "audit", ".", "--consul-version", "1.8.7", "--fail-on", "Critical");
        Assert.True(code == 0, findings);
    }

    [NamespaceFact]
    public async Task A_host_s_firewall_is_brought_about_once_seen_when_changed_and_taken_away()
    {
        await using NamespaceLab lab = await NamespaceLab.CreateAsync("a");
        lab.Start("a", Path.Combine(_folder, "log"), ConsulBinary.Path, "agent", "-dev", $"-bind={lab.Address("a")}", "-client=127.0.0.1");
        await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    await lab.RunAsync("a", ConsulBinary.Path, "info");
                    return null;
                }
                catch (LabException e)
                {
                    return e.Message;
                }
            },
            TimeSpan.FromSeconds(30));
        async Task<JsonNode[]> DscAsync(string verb, string more) => [.. (await lab.RunAsync(
            "a", "sh", "-c", $$"""echo '{"name": "host", "agentSource": ["10.77.0.0/24"], "managementPort": [22]{{more}}}' | dotnet {{Consulsec.AssemblyPath}} dsc {{verb}} ConsulFirewall"""))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

        Assert.False((bool)(await DscAsync("test", string.Empty))[0]["_inDesiredState"]!);
        Assert.Empty((await DscAsync("set", string.Empty))[0]["reasons"]!.AsArray());
        Assert.True((bool)(await DscAsync("test", string.Empty))[0]["_inDesiredState"]!);
        Assert.Contains("8301", await lab.RunAsync("a", "nft", "list", "ruleset"), StringComparison.Ordinal);
        Assert.Null((await DscAsync("set", string.Empty))[0]["restartNeeded"]);

        await lab.RunAsync("a", "nft", "add", "chain", "inet", "consulsecurity", "other");
        Assert.False((bool)(await DscAsync("test", string.Empty))[0]["_inDesiredState"]!);
        await DscAsync("set", string.Empty);
        Assert.True((bool)(await DscAsync("test", string.Empty))[0]["_inDesiredState"]!);

        await DscAsync("set", ", \"_exist\": false");
        Assert.DoesNotContain("consulsecurity", await lab.RunAsync("a", "nft", "list", "ruleset"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_input_is_one_sentence_and_exit_code_1()
    {
        foreach ((string input, string expected) in new[]
        {
            ("", "is not a JSON object"),
            ("""{"path": "x", "phase": "three"}""", "The property 'phase' of 'ConsulTls' has the wrong type"),
            ("""{"phase": 3}""", "The property 'path' of 'ConsulTls' is missing"),
            ("""{"path": "/nowhere"}""", "There is no configuration file or folder '/nowhere'"),
        })
        {
            (int code, string output, string error) = await Consulsec.StartAsync(_folder, null, input, "dsc", "set", "ConsulTls");
            Assert.Equal((1, string.Empty), (code, output));
            Assert.Contains(expected, error, StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, DateTime> Stamps(string folder) => Directory.GetFiles(folder).ToDictionary(file => file, File.GetLastWriteTimeUtc);

    private async Task<string[]> RunAuditAsync(ConsulCluster cluster)
    {
        (_, string json, _) = await Consulsec.RunAsync(_folder, "audit", cluster["s1"].ConfigurationFolder, "--json");
        return [.. JsonNode.Parse(json)!["Findings"]!.AsArray().Select(f => $"{f!["Id"]} {f["Outcome"]}")];
    }

    private async Task RequireAsync(string resource, JsonObject wanted, bool isInDesiredState, string? differing = null)
    {
        IReadOnlyList<JsonNode> answers = await RunAsync("test", resource, wanted);
        Assert.Equal(2, answers.Count);
        Assert.True((bool)answers[0]["_inDesiredState"]! == isInDesiredState, answers[0].ToJsonString());
        Assert.Equal(isInDesiredState, answers[1].AsArray().Count == 0);
        if (differing is not null)
        {
            Assert.Equal(differing, (string?)answers[1][0]);
        }
    }

    private async Task<JsonNode> GetAsync(string resource, JsonObject wanted) => (await RunAsync("get", resource, wanted)).Single();

    private async Task<JsonNode> SetAsync(string resource, JsonObject wanted) => (await RunAsync("set", resource, wanted)).Single();

    private async Task<IReadOnlyList<JsonNode>> RunAsync(string verb, string resource, JsonObject wanted)
    {
        (int code, string output, string error) = await Consulsec.StartAsync(_folder, null, wanted.ToJsonString(), "dsc", verb, resource);
        Assert.True(code == 0, $"{verb} {resource}: {error}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
