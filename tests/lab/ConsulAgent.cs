using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Lab;

/// <summary>One agent of a cluster: a consul process with its own address, folders and log.</summary>
public sealed class ConsulAgent : IAsyncDisposable
{
    private readonly ConsulClusterOptions _options;
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private HttpClient? _http;
    private Process? _process;

    internal ConsulAgent(string name, bool isServer, string address, string folder, ConsulClusterOptions options)
    {
        Name = name;
        IsServer = isServer;
        Address = address;
        Folder = folder;
        _options = options;
        Directory.CreateDirectory(ConfigurationFolder);
        Directory.CreateDirectory(DataFolder);
    }

    /// <summary>The node name: s1, s2, ... or c1, c2, ...</summary>
    public string Name { get; }

    /// <summary>Whether it is a server.</summary>
    public bool IsServer { get; }

    /// <summary>The datacenter.</summary>
    public string Datacenter => _options.Datacenter;

    /// <summary>Its loopback address; Consul's ports are the default ones.</summary>
    public string Address { get; }

    /// <summary>The address of its HTTP API.</summary>
    public Uri HttpAddress => new($"http://{Address}:8500");

    /// <summary>The private folder of this agent: files a test needs beside the agent (certificates) can go here.</summary>
    public string Folder { get; }

    /// <summary>What <c>-config-dir</c> names.</summary>
    public string ConfigurationFolder => Path.Combine(Folder, "config");

    /// <summary>Its data_dir.</summary>
    public string DataFolder => Path.Combine(Folder, "data");

    /// <summary>Everything that it has printed since the cluster was made.</summary>
    public string LogFile => Path.Combine(Folder, "consul.log");

    /// <summary>The process id while it runs, whoever started it.</summary>
    public int? ProcessId => _process is { HasExited: false } ? _process.Id : ProcessOfCommands();

    /// <summary>Whether the process runs.</summary>
    public bool IsRunning => ProcessId is not null;

    /// <summary>A shell command that starts it; one that runs already is no error. For what starts agents as an administrator would.</summary>
    public string StartCommand =>
        $"p={ProcessFile}; {AliveTest}; if alive \"$(cat $p 2>/dev/null)\"; then exit 0; fi; "
        + $"CHECKPOINT_DISABLE=1 setsid {ConsulBinary.Path} agent -config-dir {ConfigurationFolder} >> {LogFile} 2>&1 < /dev/null & echo $! > $p";

    /// <summary>A shell command that ends it and waits for the end: a server by SIGTERM, a client by SIGKILL, so that it does not leave.</summary>
    public string StopCommand =>
        $"i=$(cat {ProcessFile}); {AliveTest}; kill -{(IsServer ? "TERM" : "KILL")} $i 2>/dev/null; while alive \"$i\"; do sleep 0.02; done";

    /// <summary>A shell command that makes it read its configuration again.</summary>
    public string ReloadCommand => $"kill -HUP $(cat {ProcessFile})";

    private string ProcessFile => Path.Combine(Folder, "pid");

    // A process that has ended may stay as a zombie where nobody waits for it. It is looked at once: it may go between two looks.
    private static string AliveTest => "alive() { [ -n \"$1\" ] && grep -q '^State:.[^ZX]' /proc/$1/status 2>/dev/null; }";

    /// <summary>The lab's own HTTP client to this agent; not the one under test.</summary>
    public HttpClient Http => _http ??= MakeHttpClient();

    /// <summary>Starts the process; does not wait for anything.</summary>
    public void Start()
    {
        if (IsRunning)
        {
            throw new LabException($"Agent '{Name}' runs already.");
        }

        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1 < /dev/null", "sh", LogFile, .. AsAccount(), ConsulBinary.Path, "agent", "-config-dir", ConfigurationFolder]);
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("CONSUL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["CHECKPOINT_DISABLE"] = "1";
        _process?.Dispose();
        _process = Process.Start(start)!;
        Watchdog.Add(_process);
        File.WriteAllText(ProcessFile, $"{_process.Id}\n");
        Watchdog.AddProcessFile(ProcessFile);
    }

    /// <summary>Ends it politely (SIGTERM), by force after 30 s.</summary>
    public Task StopAsync() => EndAsync("TERM");

    /// <summary>Ends it as a crash would (SIGKILL).</summary>
    public Task KillAsync() => EndAsync("KILL");

    /// <summary>Makes it read its configuration again (SIGHUP), as <c>consul reload</c> does.</summary>
    public Task ReloadAsync() => SignalAsync("HUP");

    /// <summary>Stops and starts it, with the same data; does not wait for the cluster.</summary>
    /// <param name="configuration">Replaces the agent's own configuration; null keeps it.</param>
    public async Task RestartAsync(string? configuration = null)
    {
        await StopAsync();
        if (configuration is not null)
        {
            Configure(configuration);
        }

        Start();
    }

    /// <summary>Writes this agent's own configuration, which is read last and wins; takes effect at the next start or reload.</summary>
    /// <param name="configuration">HCL, or JSON when it begins with a brace.</param>
    public void Configure(string configuration) => WriteConfiguration("30-node", configuration);

    /// <summary>Asks the HTTP API.</summary>
    /// <param name="path">For example /v1/agent/members.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer.</returns>
    public async Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        string text = await Http.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return JsonNode.Parse(text);
    }

    /// <summary>Sends a PUT to the HTTP API.</summary>
    /// <param name="path">For example /v1/acl/bootstrap.</param>
    /// <param name="body">The JSON to send, or null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer; null where it is empty.</returns>
    public async Task<JsonNode?> PutAsync(string path, JsonNode? body = null, CancellationToken cancellationToken = default)
    {
        using var content = new StringContent(body?.ToJsonString() ?? string.Empty, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Http.PutAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new LabException($"PUT {path} at '{Name}': {(int)response.StatusCode} {text}");
        }

        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>The last lines that it printed.</summary>
    /// <param name="lines">How many.</param>
    public string LogTail(int lines = 20) => File.Exists(LogFile)
        ? string.Join('\n', File.ReadLines(LogFile).TakeLast(lines))
        : "(no log)";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync("KILL");
        _http?.Dispose();
        _process?.Dispose();
        _process = null;
    }

    internal void WriteConfiguration(string name, string? configuration)
    {
        string path = Path.Combine(ConfigurationFolder, name);
        File.Delete(path + ".json");
        File.Delete(path + ".hcl");
        if (!string.IsNullOrWhiteSpace(configuration))
        {
            File.WriteAllText(path + (configuration.TrimStart().StartsWith('{') ? ".json" : ".hcl"), configuration);
        }
    }

    /// <summary>The command that takes root away where the tests are root, after the agent's folder is its account's own.</summary>
    private string[] AsAccount()
    {
        if (_options.Account is not { } account)
        {
            return [];
        }

        const string Script = """
            chmod -R u=rwX,go= "$2" && chmod 0711 "$2/.." || exit
            [ "$(id -u)" != 0 ] || chown -R "$1:$1" "$2"
            """;
        using Process own = Process.Start("/bin/sh", ["-c", Script, "sh", $"{account}", Folder]);
        own.WaitForExit();
        return own.ExitCode != 0 ? throw new LabException($"The folder '{Folder}' cannot be made {account}'s own.")
            : Environment.UserName == "root" ? ["setpriv", $"--reuid={account}", $"--regid={account}", "--clear-groups"] : [];
    }

    private HttpClient MakeHttpClient()
    {
        HttpClient client = _options.HttpClient?.Invoke(this) ?? new HttpClient();
        client.BaseAddress ??= HttpAddress;
        client.Timeout = TimeSpan.FromSeconds(10);
        if (_options.Token is not null)
        {
            client.DefaultRequestHeaders.Add("X-Consul-Token", _options.Token);
        }

        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }

    private async Task EndAsync(string signal)
    {
        if (_process is null)
        {
            return;
        }

        if (_process.HasExited && ProcessOfCommands() is { } other)
        {
            await SignalAsync(signal);
            await Poll.UntilAsync(() => Task.FromResult(ProcessOfCommands() is null ? null : $"process {other} runs"), _patience);
        }

        if (!_process.HasExited)
        {
            await SignalAsync(signal);
            using var late = new CancellationTokenSource(_patience);
            try
            {
                await _process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }
        }

        Watchdog.Remove(_process);
    }

    private async Task SignalAsync(string signal)
    {
        if (!IsRunning)
        {
            throw new LabException($"Agent '{Name}' does not run.\n{LogTail()}");
        }

        using Process kill = Process.Start("kill", [$"-{signal}", $"{ProcessId}"]);
        await kill.WaitForExitAsync();
    }

    // What the commands started is no child of this process.
    private int? ProcessOfCommands()
    {
        try
        {
            int id = int.Parse(File.ReadAllText(ProcessFile), System.Globalization.CultureInfo.InvariantCulture);
            string status = File.ReadAllText($"/proc/{id}/status");
            return status.Contains("Name:\tconsul", StringComparison.Ordinal) && !status.Contains("State:\tZ", StringComparison.Ordinal) ? id : null;
        }
        catch (Exception exception) when (exception is IOException or FormatException)
        {
            return null;
        }
    }
}
