using System;
using System.Diagnostics;
using System.IO;
using ConsulSecurity.Lab;

namespace ConsulSecurity.Integration.Tests.Consul;

/// <summary>Certificates made by <c>consul tls</c>, the other tool, in a folder that goes away.</summary>
internal sealed class ConsulTlsFiles : IDisposable
{
    public ConsulTlsFiles()
    {
        Run("tls", "ca", "create");
        Run("tls", "cert", "create", "-server");
        Run("tls", "cert", "create", "-client");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("consul-tls-").FullName;

    public string Authority => Path.Combine(Folder, "consul-agent-ca.pem");

    public string AuthorityKey => Path.Combine(Folder, "consul-agent-ca-key.pem");

    public string Server => Path.Combine(Folder, "dc1-server-consul-0.pem");

    public string ServerKey => Path.Combine(Folder, "dc1-server-consul-0-key.pem");

    public string Client => Path.Combine(Folder, "dc1-client-consul-0.pem");

    public string ClientKey => Path.Combine(Folder, "dc1-client-consul-0-key.pem");

    /// <summary>Configuration that serves HTTPS with these files.</summary>
    public string Https(bool verifyIncoming) => $$"""
        ca_file = "{{Authority}}"
        cert_file = "{{Server}}"
        key_file = "{{ServerKey}}"
        verify_incoming_https = {{(verifyIncoming ? "true" : "false")}}
        ports { https = 8501 }
        """;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(ConsulBinary.Path, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"consul {string.Join(' ', arguments)}: {process.StandardError.ReadToEnd()}");
        }
    }
}
