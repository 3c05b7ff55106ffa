using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace ConsulSecurity.Lab;

/// <summary>
/// A fake of Vault, which cannot be had here: its Consul secrets engine's roles and creds on loopback. The tokens are real: it makes them
/// in the Consul that it is given, as Vault does.
/// </summary>
public sealed class FakeVault : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _consul;

    /// <param name="consul">Consul's HTTP API.</param>
    /// <param name="management">A token of Consul with acl:write.</param>
    /// <param name="takesIdentities">Whether roles may have service identities: since Vault 1.11.</param>
    public FakeVault(Uri consul, string management, bool takesIdentities = true)
    {
        TakesIdentities = takesIdentities;
        _consul = new HttpClient { BaseAddress = consul };
        _consul.DefaultRequestHeaders.Add("X-Consul-Token", management);
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The token that may do everything.</summary>
    public string Token { get; } = "hvs." + Guid.NewGuid().ToString("N");

    /// <summary>The token that may read creds and nothing else.</summary>
    public string CredsToken { get; } = "hvs." + Guid.NewGuid().ToString("N");

    /// <summary>Whether roles may have service identities.</summary>
    public bool TakesIdentities { get; }

    /// <summary>Whether it is sealed.</summary>
    public bool IsSealed { get; set; }

    /// <summary>The roles, as written.</summary>
    public ConcurrentDictionary<string, JsonObject> Roles { get; } = new();

    /// <summary>Method and path of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Close();
        _consul.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                (int status, JsonObject? body) = await AnswerAsync(context.Request);
                context.Response.StatusCode = status;
                byte[] bytes = Encoding.UTF8.GetBytes(body?.ToJsonString() ?? string.Empty);
                await context.Response.OutputStream.WriteAsync(bytes);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task<(int Status, JsonObject? Body)> AnswerAsync(HttpListenerRequest request)
    {
        string[] path = request.Url!.AbsolutePath.Trim('/').Split('/');
        Requests.Enqueue($"{request.HttpMethod} {request.Url.AbsolutePath}");
        string? token = request.Headers["X-Vault-Token"];
        if (IsSealed)
        {
            return Error(503, "Vault is sealed");
        }

        if (path is not ["v1", "consul", "roles" or "creds", string name])
        {
            return Error(404, $"no handler for route \"{string.Join('/', path.Skip(1))}\". route entry not found.");
        }

        bool mayDo = token == Token || (token == CredsToken && path[2] == "creds");
        return !mayDo ? Error(403, "1 error occurred:\n\t* permission denied\n\n") : (path[2], request.HttpMethod) switch
        {
            ("creds", "GET") => await IssueAsync(name),
            ("roles", "GET") => Roles.TryGetValue(name, out JsonObject? role) ? (200, new JsonObject { ["data"] = role.DeepClone() }) : (404, new JsonObject { ["errors"] = new JsonArray() }),
            ("roles", "POST") => Write(name, JsonNode.Parse(await new StreamReader(request.InputStream).ReadToEndAsync())!.AsObject()),
            _ => Error(405, "unsupported operation"),
        };
    }

    private (int Status, JsonObject? Body) Write(string name, JsonObject role)
    {
        if (!TakesIdentities)
        {
            role.Remove("service_identities");
        }

        if (role["policies"] is null && role["service_identities"] is null)
        {
            return Error(400, "Use either a policy document, or a list of policies or roles, depending on your Consul version");
        }

        Roles[name] = role;
        return (204, null);
    }

    private async Task<(int Status, JsonObject? Body)> IssueAsync(string name)
    {
        if (!Roles.TryGetValue(name, out JsonObject? role))
        {
            return Error(400, $"role \"{name}\" not found");
        }

        var body = new JsonObject
        {
            ["Description"] = $"Vault {name} token {Guid.NewGuid()}",
            ["Local"] = (bool?)role["local"] ?? false,
            ["Policies"] = Objects(role["policies"], "Name"),
            ["ServiceIdentities"] = Objects(role["service_identities"], "ServiceName"),
        };
        using HttpResponseMessage answer = await _consul.PutAsync("/v1/acl/token", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
        string text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            return Error(400, $"Unexpected response code: {(int)answer.StatusCode} ({text})");
        }

        JsonNode made = JsonNode.Parse(text)!;
        return (200, new JsonObject
        {
            ["lease_id"] = $"consul/creds/{name}/{Guid.NewGuid():N}",
            ["renewable"] = true,
            ["lease_duration"] = (long?)role["ttl"] ?? 2764800,
            ["data"] = new JsonObject { ["token"] = (string)made["SecretID"]!, ["accessor"] = (string)made["AccessorID"]!, ["local"] = (bool?)role["local"] ?? false },
        });
    }

    private static JsonArray Objects(JsonNode? names, string field) =>
        new([.. (names as JsonArray ?? []).Select(n => (JsonNode)new JsonObject { [field] = (string)n! })]);

    private static (int Status, JsonObject? Body) Error(int status, string text) => (status, new JsonObject { ["errors"] = new JsonArray(text) });
}
