using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Loader;

namespace ConsulSecurity.Integration.Tests;

/// <summary>Agents on the hosts of a lab, asked through unix sockets, which no firewall closes; 'a' is the server.</summary>
internal sealed class HostAgents(NamespaceLab lab)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public void Start(string host)
    {
        HttpTransport.UnixSocketHandler = UnixSocketHandler.Create;
        string folder = Directory.CreateDirectory(Path.Combine(lab.Folder, host)).FullName;
        var settings = new JsonObject
        {
            ["node_name"] = host,
            ["server"] = host == "a",
            ["data_dir"] = Path.Combine(folder, "data"),
            ["bind_addr"] = lab.Address(host),
            ["client_addr"] = lab.Address(host),
            ["addresses"] = new JsonObject { ["http"] = $"{lab.Address(host)} unix://{SocketPath(host)}" },
            ["disable_update_check"] = true,
            ["performance"] = new JsonObject { ["raft_multiplier"] = 1 },
        };
        if (host == "a")
        {
            settings["bootstrap_expect"] = 1;
            settings["connect"] = new JsonObject { ["enabled"] = true };
        }

        string file = Path.Combine(folder, "consul.json");
        File.WriteAllText(file, settings.ToJsonString());
        lab.Start(host, Path.Combine(folder, "consul.log"), ConsulBinary.Path, "agent", "-config-file", file);
    }

    public Task WaitAsync(string host) => Poll.UntilAsync(async () => await AnswersAsync(host) ? null : $"{host} is silent", s_patience);

    public ConsulClient Client(string host) => new(new ConsulConnection(new Uri($"unix://{SocketPath(host)}")));

    public async Task<int> AliveAsync(string host) =>
        (await new AgentApi(Client(host)).MembersAsync(wan: false, CancellationToken.None)).Count(m => m.Status == MemberStatus.Alive);

    private async Task<bool> AnswersAsync(string host)
    {
        try
        {
            return (await Client(host).AskAsync(ConsulRequest.Get("agent/self"), CancellationToken.None)).IsSuccess;
        }
        catch (ConsulSecurityException)
        {
            return false;
        }
    }

    private string SocketPath(string host) => Path.Combine(lab.Folder, $"{host}.sock");
}
