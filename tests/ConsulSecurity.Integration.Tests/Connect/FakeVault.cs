using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Integration.Tests.Connect;

/// <summary>
/// A fake Vault, which Debian does not have: as much of its API over HTTPS as Consul asks of it as the mesh's authority. What it signs is real.
/// </summary>
internal sealed class FakeVault : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Dictionary<string, FakeVaultPki> _mounts = [];
    private readonly Lock _lock = new();

    public FakeVault(string folder)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=fake vault", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddDays(1));
        AuthorityPath = Path.Combine(folder, "fake-vault.pem");
        File.WriteAllText(AuthorityPath, _certificate.ExportCertificatePem() + "\n");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>The token that it takes.</summary>
    public string Token { get; } = "s." + Guid.NewGuid().ToString("N");

    public Uri Address => new($"https://{_listener.LocalEndpoint}");

    /// <summary>The PEM file with its own authority.</summary>
    public string AuthorityPath { get; }

    /// <summary>What it was asked: method and path.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
        foreach (FakeVaultPki mount in _mounts.Values)
        {
            mount.Dispose();
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = TalkAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(_certificate);
                using var reader = new StreamReader(tls, Encoding.ASCII, leaveOpen: true);
                while (await reader.ReadLineAsync() is { Length: > 0 } line)
                {
                    (string? token, string body) = await ReadRestAsync(reader);
                    Requests.Enqueue(string.Join(' ', line.Split(' ')[..2]));
                    (int status, string text) = token == Token ? Answer(line.Split(' ')[0], line.Split(' ')[1], body) : (403, """{"errors":["permission denied"]}""");
                    await tls.WriteAsync(Encoding.ASCII.GetBytes(
                        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {text.Length}\r\n\r\n{text}"));
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or System.Security.Authentication.AuthenticationException)
            {
                // The other end went away.
            }
        }
    }

    private static async Task<(string? Token, string Body)> ReadRestAsync(StreamReader reader)
    {
        string? token = null;
        int length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            string[] parts = header.Split(": ", 2);
            token = parts[0].Equals("X-Vault-Token", StringComparison.OrdinalIgnoreCase) ? parts[1] : token;
            length = parts[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? int.Parse(parts[1], CultureInfo.InvariantCulture) : length;
        }

        char[] body = new char[length];
        if (length > 0)
        {
            await reader.ReadBlockAsync(body);
        }

        return (token, new string(body));
    }

    private (int Status, string Text) Answer(string method, string path, string body)
    {
        lock (_lock)
        {
            path = path.Split('?')[0]["/v1/".Length..].TrimEnd('/');
            return path switch
            {
                "auth/token/lookup-self" => Data(new JsonObject { ["renewable"] = false, ["ttl"] = 0 }),
                "sys/mounts" => Data(Mounts()),
                _ when path.StartsWith("sys/mounts/", StringComparison.Ordinal) => Mount(method, path["sys/mounts/".Length..]),
                _ => AskMount(path, body),
            };
        }
    }

    private (int Status, string Text) Mount(string method, string name)
    {
        if (_mounts.Remove(name, out FakeVaultPki? old))
        {
            old.Dispose();
        }

        if (method != "DELETE")
        {
            _mounts[name] = new FakeVaultPki();
        }

        return (204, string.Empty);
    }

    private (int Status, string Text) AskMount(string path, string body)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !_mounts.TryGetValue(path[..slash], out FakeVaultPki? mount))
        {
            return (404, """{"errors":["no handler for route"]}""");
        }

        JsonNode asked = body.Length > 0 ? JsonNode.Parse(body)! : new JsonObject();
        return path[(slash + 1)..] switch
        {
            "ca/pem" => (200, mount.AuthorityPem),
            "root/generate/internal" => Data(mount.GenerateRoot(asked)),
            "intermediate/generate/internal" => Data(mount.GenerateRequest(asked)),
            "intermediate/set-signed" => Data(mount.SetSigned(asked)),
            "root/sign-intermediate" => Data(mount.Sign(asked, isAuthority: true)),
            "root/sign-self-issued" => Data(mount.CrossSign(asked)),
            "sign/leaf-cert" => Data(mount.Sign(asked, isAuthority: false)),
            "roles/leaf-cert" when body.Length > 0 => Data(mount.Role = (JsonObject)asked),
            "roles/leaf-cert" when mount.Role is not null => Data(mount.Role),
            _ => (404, """{"errors":[]}"""),
        };
    }

    private JsonObject Mounts()
    {
        var all = new JsonObject();
        foreach (string name in _mounts.Keys)
        {
            all[name + "/"] = new JsonObject { ["type"] = "pki" };
        }

        return all;
    }

    private static (int Status, string Text) Data(JsonObject data) => (200, new JsonObject { ["data"] = data.DeepClone() }.ToJsonString());
}
