using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>The certificate authority of the mesh: <c>/v1/connect/ca</c>, and certificates from it: <c>/v1/agent/connect</c>.</summary>
internal interface IConnectApi
{
    /// <summary>The roots and the trust domain; needs no permission.</summary>
    Task<(string TrustDomain, IReadOnlyList<ConsulConnectRoot> Roots)> RootsAsync(CancellationToken cancellation);

    /// <summary>The provider and its settings, keys in the clear among them: not to be shown; null without <c>operator:write</c>.</summary>
    Task<JObject?> ConfigurationAsync(CancellationToken cancellation);

    /// <summary>Replaces provider and settings; needs <c>operator:write</c>.</summary>
    Task ConfigureAsync(JObject configuration, CancellationToken cancellation);

    /// <summary>The certificate of a service, with its intermediates, in PEM; needs <c>service:write</c>.</summary>
    Task<string> LeafAsync(string service, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class ConnectApi(ConsulClient client) : IConnectApi
{
    private const string ConfigurationPath = "connect/ca/configuration";

    // The leader asks Vault or AWS before it answers, and tries again where they are slow.
    private static readonly TimeSpan s_configurationTimeout = TimeSpan.FromMinutes(3);

    public async Task<(string TrustDomain, IReadOnlyList<ConsulConnectRoot> Roots)> RootsAsync(CancellationToken cancellation)
    {
        JObject answer = await client.SendAsync<JObject>(ConsulRequest.Get("connect/ca/roots"), cancellation).ConfigureAwait(false);
        return ((string?)answer["TrustDomain"] ?? string.Empty, [.. (answer["Roots"] as JArray ?? []).OfType<JObject>().Select(ReadRoot)]);
    }

    public async Task<JObject?> ConfigurationAsync(CancellationToken cancellation)
    {
        ConsulAnswer answer = await client.AskAsync(ConsulRequest.Get(ConfigurationPath), cancellation).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return answer.Read<JObject>();
        }

        return ConsulFault.Classify(answer.StatusCode, ConsulFault.Strip(answer.Body)) == ConsulFault.Kind.PermissionDenied
            ? null
            : throw ConsulErrors.FromAnswer(client.Connection, answer);
    }

    public Task ConfigureAsync(JObject configuration, CancellationToken cancellation) => client.SendAsync(
        ConsulRequest.Put(ConfigurationPath).WithBody(configuration.ToString(Formatting.None)).WithTimeout(s_configurationTimeout), cancellation);

    public async Task<string> LeafAsync(string service, CancellationToken cancellation)
    {
        ConsulRequest request = ConsulRequest.Get("agent/connect/ca/leaf/" + ConsulRequest.Escape(service));
        JObject leaf = await client.SendAsync<JObject>(request, cancellation).ConfigureAwait(false);
        return (string?)leaf["CertPEM"] ?? string.Empty;
    }

    private static ConsulConnectRoot ReadRoot(JObject root) => new()
    {
        Id = (string?)root["ID"] ?? string.Empty,
        Name = (string?)root["Name"] ?? string.Empty,
        IsActive = (bool?)root["Active"] ?? false,
        NotBefore = Time(root["NotBefore"]),
        NotAfter = Time(root["NotAfter"]),
        Key = $"{root["PrivateKeyType"]} {root["PrivateKeyBits"]}",
        IntermediateCount = (root["IntermediateCerts"] as JArray)?.Count ?? 0,
        IntermediateNotAfter = [.. (root["IntermediateCerts"] as JArray ?? []).Select(pem => EndOf((string?)pem ?? string.Empty)).OfType<DateTimeOffset>()],
        Certificate = (string?)root["RootCert"] ?? string.Empty,
    };

    private static DateTimeOffset? EndOf(string pem)
    {
        try
        {
            using var certificate = new X509Certificate2(Encoding.ASCII.GetBytes(pem));
            return certificate.NotAfter.ToUniversalTime();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static DateTimeOffset Time(JToken? text) =>
        DateTimeOffset.Parse((string?)text ?? "0001-01-01T00:00:00Z", CultureInfo.InvariantCulture);
}
