using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace ConsulSecurity.Lab;

/// <summary>Starts one agent after another, each with a configuration of its own, and asks it what it made of it.</summary>
public sealed class AgentProbe : IDisposable
{
    private readonly LoopbackBlock _block = LoopbackBlock.Take(hosts: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("consul-probe");
    private int _count;
    private string _lastAnswer = string.Empty;

    /// <summary>Makes a probe.</summary>
    public AgentProbe() => Watchdog.AddFolder(_folder.FullName);

    /// <summary>The loopback address that every configuration has to bind to, with the HTTP API on port 8500.</summary>
    public string Address => _block.Address(1);

    /// <summary>A new empty folder for a configuration.</summary>
    public string NewFolder() => _folder.CreateSubdirectory($"{++_count}").FullName;

    /// <summary>Starts an agent with a folder, and ends it again.</summary>
    /// <param name="configuration">What -config-dir names.</param>
    /// <param name="token">The token to ask with, or null.</param>
    /// <returns>The answer of /v1/agent/self, or null where the agent did not start; and what it printed.</returns>
    public async Task<(JsonNode? Self, string Log)> RunAsync(string configuration, string? token = null)
    {
        string log = Path.Combine(_folder.FullName, "consul.log");
        string data = Path.Combine(_folder.FullName, "data");
        File.Delete(log);
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }

        var start = new ProcessStartInfo(
            "/bin/sh", ["-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1 < /dev/null", "sh", log, ConsulBinary.Path, "agent", "-data-dir", data, "-config-dir", configuration]);
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("CONSUL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["CHECKPOINT_DISABLE"] = "1";
        using Process agent = Process.Start(start)!;
        Watchdog.Add(agent);
        JsonNode? self = await AskAsync(agent, token);
        agent.Kill();
        await agent.WaitForExitAsync();
        Watchdog.Remove(agent);
        return (self, _lastAnswer + Environment.NewLine + await File.ReadAllTextAsync(log));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _block.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<JsonNode?> AskAsync(Process agent, string? token)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{Address}:8500"), Timeout = TimeSpan.FromSeconds(5) };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Add("X-Consul-Token", token);
        }

        var patience = Stopwatch.StartNew();
        while (!agent.HasExited && patience.Elapsed < TimeSpan.FromSeconds(10))
        {
            try
            {
                using HttpResponseMessage response = await http.GetAsync(new Uri("/v1/agent/self", UriKind.Relative));
                string text = await response.Content.ReadAsStringAsync();
                if (response.IsSuccessStatusCode)
                {
                    return JsonNode.Parse(text);
                }

                _lastAnswer = $"{(int)response.StatusCode} {text}";
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // It does not listen yet.
            }

            await Task.Delay(20);
        }

        return null;
    }
}
