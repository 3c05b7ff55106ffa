using System.CommandLine;
using System.IO;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Cli;

/// <summary>How to reach an agent: the options of the <c>consul</c> command. A token is never an argument, which every user of the host could read.</summary>
internal sealed class ConnectionArguments
{
    private readonly Option<string?> _address = new("--http-addr") { Description = "The agent's API: host:port, http://, https:// or unix://. CONSUL_HTTP_ADDR, else 127.0.0.1:8500." };
    private readonly Option<string?> _tokenFile = new("--token-file") { Description = "A file with the ACL token. CONSUL_HTTP_TOKEN_FILE, else CONSUL_HTTP_TOKEN." };
    private readonly Option<string?> _authority = new("--ca-file") { Description = "The authorities (PEM) that may have signed the agent's certificate. CONSUL_CACERT." };
    private readonly Option<string?> _authorityFolder = new("--ca-path") { Description = "A folder of such files. CONSUL_CAPATH." };
    private readonly Option<string?> _certificate = new("--client-cert") { Description = "Our certificate (PEM), for agents that verify callers. CONSUL_CLIENT_CERT." };
    private readonly Option<string?> _key = new("--client-key") { Description = "The key of that certificate. CONSUL_CLIENT_KEY." };
    private readonly Option<string?> _serverName = new("--tls-server-name") { Description = "The name that the agent's certificate must carry. CONSUL_TLS_SERVER_NAME." };
    private readonly Option<string?> _datacenter = new("--datacenter") { Description = "The datacenter that requests are for; the agent's own by default." };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _address, _tokenFile, _authority, _authorityFolder, _certificate, _key, _serverName, _datacenter })
        {
            command.Options.Add(option);
        }
    }

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_address) is not null;

    public ConsulConnection Read(ParseResult parsed) => ConsulEnvironment.OfProcess.Complete(new ConnectionOptions
    {
        Address = parsed.GetValue(_address),
        TokenFile = FullPath(parsed.GetValue(_tokenFile)),
        CACertificate = FullPath(parsed.GetValue(_authority)),
        CAPath = FullPath(parsed.GetValue(_authorityFolder)),
        ClientCertificate = FullPath(parsed.GetValue(_certificate)),
        ClientKey = FullPath(parsed.GetValue(_key)),
        TlsServerName = parsed.GetValue(_serverName),
        Datacenter = parsed.GetValue(_datacenter),
    });

    private static string? FullPath(string? path) => path is null ? null : Path.GetFullPath(path);
}
