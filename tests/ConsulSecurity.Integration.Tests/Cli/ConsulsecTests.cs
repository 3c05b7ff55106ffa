using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Cli;

/// <summary>The executable, for machines without PowerShell: what it prints, writes and ends with.</summary>
public sealed class ConsulsecTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("consulsec-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_audit_of_a_real_agent_names_its_faults_and_ends_with_their_severity()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync();
        var environment = new Dictionary<string, string> { ["CONSUL_HTTP_ADDR"] = cluster["s1"].HttpAddress.ToString() };

        (int code, string output, string error) = await Consulsec.StartAsync(_folder, environment, null, "audit", "--report", "r.html", "--report", "r.sarif", "--save-snapshot", "s.json");

        Assert.Equal((14, string.Empty), (code, error));
        Assert.Matches(@"(?m)^Fail +Critical +GOS-01 +s1 ", output);
        Assert.Matches(@"(?m)^dc1: score \d+ of 100", output);
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(Path.Combine(_folder, "r.html")), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"GOS-01\"", await File.ReadAllTextAsync(Path.Combine(_folder, "r.sarif")), StringComparison.Ordinal);

        (int saved, string json, _) = await Consulsec.RunAsync(_folder, "audit", "--snapshot", "s.json", "--id", "GOS-*", "--json");
        Assert.Equal(14, saved);
        Assert.All(JsonNode.Parse(json)!["Findings"]!.AsArray(), finding => Assert.StartsWith("GOS-", (string?)finding!["Id"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_audit_of_files_counts_only_what_is_as_severe_as_asked()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "agent.hcl"), "server = true\nencrypt = \"pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=\"\n");

        (int all, string output, _) = await Consulsec.RunAsync(_folder, "audit", "agent.hcl", "--id", "ACL-34");
        (int serious, _, _) = await Consulsec.RunAsync(_folder, "audit", "agent.hcl", "--id", "ACL-34", "--fail-on", "High");
        (int good, _, _) = await Consulsec.RunAsync(_folder, "audit", "agent.hcl", "--id", "GOS-01");

        Assert.Equal([12, 0, 0], new[] { all, serious, good });
        Assert.Contains("ACL-34", output, StringComparison.Ordinal);
        Assert.DoesNotContain("pUqJ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "audit", "--no-such-option")]
    [InlineData(2, "keygen", "--size", "5")]
    [InlineData(1, "audit", "nowhere")]
    [InlineData(1, "audit", "--id", "XXX-99", "--snapshot", "none.json")]
    [InlineData(1, "cert", "inspect", "none.pem")]
    public async Task What_cannot_be_done_is_one_sentence_and_an_exit_code(int expected, params string[] arguments)
    {
        (int code, _, string error) = await Consulsec.RunAsync(_folder, arguments);

        Assert.Equal(expected, code);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        if (expected == 1)
        {
            Assert.Matches(@"^consulsec: [A-Z].*\. \([A-Za-z]+\)\n$", error);
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task The_demo_hardens_a_live_cluster_loses_nothing_and_leaves_nothing_behind()
    {
        (int code, string output, string error) = await Consulsec.RunAsync(_folder, "demo", "--consul", ConsulBinary.Path);

        Assert.True(code == 0, output + error);
        Assert.Matches(@"0 failed, .* acknowledged writes, 0 lost\.", output);
        Assert.True(File.Exists(Path.Combine(_folder, "before.html")) && File.Exists(Path.Combine(_folder, "after.html")));
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "consulsec-demo-*"));
    }

    [Fact]
    public async Task A_plan_names_the_passes_and_changes_nothing()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions { Servers = 3 });
        string nodes = string.Join(", ", cluster.Agents.Select(agent =>
            $$"""{"Name": "{{agent.Name}}", "Address": "{{agent.Address}}", "IsServer": true, "ConfigurationFolder": "{{agent.ConfigurationFolder}}", "DataFolder": "{{agent.DataFolder}}"}"""));
        await File.WriteAllTextAsync(Path.Combine(_folder, "inventory.json"), $$"""{"Nodes": [{{nodes}}]}""");
        int before = cluster.Agents.Sum(agent => Directory.GetFiles(agent.ConfigurationFolder).Length);

        (int code, string output, string error) = await Consulsec.RunAsync(_folder, "plan", "--inventory", "inventory.json", "--out", "plan.json");

        Assert.True(code == 0, error);
        Assert.Matches(@"(?ms)^dc1: 4 waypoints, 3 restarts.*^P1  over the nodes .*^A1  through the API.*^P2 .*^P3 ", output);
        Assert.True(File.Exists(Path.Combine(_folder, "plan.json")));
        Assert.Equal(before, cluster.Agents.Sum(agent => Directory.GetFiles(agent.ConfigurationFolder).Length));
        (int without, _, string advice) = await Consulsec.RunAsync(_folder, "protect", "--inventory", "inventory.json", "--plan", "plan.json", "--yes");
        Assert.Equal(2, without);
        Assert.Contains("--passphrase-file", advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_and_certificates_are_such_that_an_agent_starts_with_them()
    {
        (_, string key, _) = await Consulsec.RunAsync(_folder, "keygen");
        await File.WriteAllTextAsync(Path.Combine(_folder, "passphrase"), "not on a command line");
        string[][] commands =
        [
            ["cert", "authority", "--name-constraint", "consul", "--passphrase-file", "passphrase"],
            ["cert", "create", "Server", "--authority", "consul-agent-ca.pem", "--passphrase-file", "passphrase", "--ip", "127.0.0.9"],
        ];
        foreach (string[] command in commands)
        {
            (int code, _, string error) = await Consulsec.RunAsync(_folder, command);
            Assert.Equal((0, string.Empty), (code, error));
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "dc1-server-consul-0-key.pem")));
        string authorityKey = Path.Combine(_folder, "consul-agent-ca-key.pem");
        Assert.Contains("ENCRYPTED", await File.ReadAllTextAsync(authorityKey), StringComparison.Ordinal);
        File.Delete(authorityKey);
        (int verdict, string inspected, _) = await Consulsec.RunAsync(_folder, "cert", "inspect", "dc1-server-consul-0.pem", "--authority", "consul-agent-ca.pem", "--role", "Server");
        Assert.True(verdict == 0, inspected);
        string Full(string name) => Path.Combine(_folder, name);
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync($$"""
            encrypt = "{{key.Trim()}}"
            ca_file = "{{Full("consul-agent-ca.pem")}}"
            cert_file = "{{Full("dc1-server-consul-0.pem")}}"
            key_file = "{{Full("dc1-server-consul-0-key.pem")}}"
            verify_incoming_rpc = true
            verify_outgoing = true
            verify_server_hostname = true
            """);
        Assert.Equal("true", (string?)(await cluster["s1"].GetAsync("/v1/agent/self"))!["Stats"]!["serf_lan"]!["encrypted"]);
    }
}
