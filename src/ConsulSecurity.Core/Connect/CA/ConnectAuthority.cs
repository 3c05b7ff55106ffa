using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Configuration;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Connect;

/// <summary>The authority of a live mesh: shown without its secrets, changed, and proven by a certificate that it signs.</summary>
internal sealed class ConnectAuthority(ConsulConnection connection, IConnectApi api, IOperationLog log)
{
    private const string ProbeService = "consulsecurity-probe";

    // What Go says of a connection or a certificate.
    private static readonly string[] s_unreachable = ["dial tcp", "x509:", "Client.Timeout", "tls:", "EOF"];

    /// <summary>How long the certificates may take to follow a change.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    public Func<TimeSpan, CancellationToken, Task> Delay { get; init; } = Task.Delay;

    /// <summary>Where the sidecars are looked at as well; null where they are not.</summary>
    public SidecarCertificates? Sidecars { get; init; }

    public async Task<ConsulConnectCA> ReadAsync(CancellationToken cancellation)
    {
        (_, IReadOnlyList<ConsulConnectRoot> roots) = await RootsAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<ConsulConnectSidecar>? sidecars = Sidecars is null
            ? null
            : await Sidecars.ReadAsync(await Sidecars.FindAsync(cancellation).ConfigureAwait(false), roots, cancellation).ConfigureAwait(false);
        return await ReadAsync(sidecars, cancellation).ConfigureAwait(false);
    }

    private async Task<ConsulConnectCA> ReadAsync(IReadOnlyList<ConsulConnectSidecar>? sidecars, CancellationToken cancellation)
    {
        (string trustDomain, IReadOnlyList<ConsulConnectRoot> roots) = await RootsAsync(cancellation).ConfigureAwait(false);
        JObject? configuration = await api.ConfigurationAsync(cancellation).ConfigureAwait(false);
        return new ConsulConnectCA
        {
            TrustDomain = trustDomain,
            Provider = (string?)configuration?["Provider"],
            Setting = (configuration?["Config"] as JObject)?.Properties().ToDictionary(p => p.Name, Shown) ?? [],
            Root = [.. roots.OrderByDescending(root => root.IsActive)],
            Sidecar = sidecars?.ToArray(),
        };
    }

    /// <summary>
    /// Changes the authority, and waits until a new certificate of a service leads to its active root; where sidecars are looked at, also until
    /// each of them shows such a one.
    /// </summary>
    public async Task<ConsulConnectCA> SetAsync(ConnectAuthorityOrder order, CancellationToken cancellation)
    {
        ConnectConfiguration.Check(order, ConsulVersions.Parse(connection.Version));
        if (ConnectConfiguration.Warning(order) is string warning)
        {
            log.Warning(warning);
        }

        (string trustDomain, _) = await RootsAsync(cancellation).ConfigureAwait(false);
        JObject configuration = await api.ConfigurationAsync(cancellation).ConfigureAwait(false) ?? throw ConnectErrors.ConfigurationHidden(connection);
        ConnectConfiguration.Apply(order, configuration, trustDomain, ConsulVersions.Parse(connection.Version));
        try
        {
            await api.ConfigureAsync(configuration, cancellation).ConfigureAwait(false);
        }
        catch (ConsulApiException e) when (e.StatusCode >= 500)
        {
            bool isUnreachable = s_unreachable.Any(sign => e.Detail?.IndexOf(sign, StringComparison.Ordinal) >= 0);
            throw isUnreachable && order.VaultAddress is not null
                ? ConnectErrors.VaultUnreachable(order.VaultAddress, e)
                : ConnectErrors.Refused((string?)configuration["Provider"] ?? "consul", e);
        }

        if (configuration["Config"]?["PrivateKey"] is not null)
        {
            log.Warning("The private key now lies in Consul's state and in every snapshot of it, and the API gives it to whoever has 'operator:write': prefer Vault in production.");
        }

        await ProveAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<ConsulConnectSidecar>? sidecars = Sidecars is null ? null : await FollowAsync(Sidecars, cancellation).ConfigureAwait(false);
        return await ReadAsync(sidecars, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The gate after Connect was turned on, and after each change: waits until the leader has made the authority and it signs a certificate
    /// that leads to its active root. Servers that restart meanwhile, have no leader or do not know of Connect yet are waited for.
    /// </summary>
    /// <exception cref="ConsulSecurityException"><c>ConnectCANotFollowed</c>; what waiting does not help against, at once.</exception>
    public async Task ProveAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            string? why = await WhyNotYetAsync(cancellation).ConfigureAwait(false);
            if (why is null)
            {
                return;
            }

            if (clock.Elapsed > Timeout)
            {
                throw ConnectErrors.NotFollowed(why, Timeout);
            }

            log.Verbose($"Not yet: {why}.");
            await Delay(TimeSpan.FromMilliseconds(250), cancellation).ConfigureAwait(false);
        }
    }

    // Until no sidecar shows a certificate below a former root. What cannot be reached from here is told, not waited for.
    private async Task<IReadOnlyList<ConsulConnectSidecar>> FollowAsync(SidecarCertificates sidecars, CancellationToken cancellation)
    {
        const string Activity = "Waiting for the sidecars' new certificates";
        IReadOnlyList<ServiceInstance> instances = await sidecars.FindAsync(cancellation).ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            (_, IReadOnlyList<ConsulConnectRoot> roots) = await RootsAsync(cancellation).ConfigureAwait(false);
            IReadOnlyList<ConsulConnectSidecar> shown = await sidecars.ReadAsync(instances, roots, cancellation).ConfigureAwait(false);
            ConsulConnectSidecar[] old = [.. shown.Where(sidecar => sidecar.IsCurrent == false)];
            int done = shown.Count(sidecar => sidecar.IsCurrent == true);
            log.Progress(new(Activity, $"{done} of {done + old.Length} have one", 100 * done / Math.Max(1, done + old.Length)) { Completed = old.Length == 0 });
            if (old.Length == 0)
            {
                ConsulConnectSidecar[] unseen = [.. shown.Where(sidecar => sidecar.IsCurrent is null)];
                if (unseen.Length > 0)
                {
                    log.Warning($"{unseen.Length} of {shown.Count} sidecars could not be looked at from here, the first is '{unseen[0]}'.");
                }

                return shown;
            }

            if (clock.Elapsed > Timeout)
            {
                throw ConnectErrors.LeavesOld(old, done + old.Length, Timeout);
            }

            await Delay(TimeSpan.FromSeconds(1), cancellation).ConfigureAwait(false);
        }
    }

    private static string Shown(JProperty setting) => AuthoritySettings.IsOpen(setting.Name)
        ? Convert.ToString((setting.Value as JValue)?.Value, CultureInfo.InvariantCulture) ?? string.Empty
        : AgentSetting.Hidden;

    private async Task<string?> WhyNotYetAsync(CancellationToken cancellation)
    {
        try
        {
            return await WhyUnprovenAsync(cancellation).ConfigureAwait(false);
        }
        catch (ConsulSecurityException e) when (e.ErrorId is "ConnectNotEnabled" or "ConsulTokenUnknown"
            || e.Kind is ConsulErrorKind.Unreachable or ConsulErrorKind.Unavailable or ConsulErrorKind.Timeout
            || e is ConsulApiException { StatusCode: >= 500, Kind: not ConsulErrorKind.PermissionDenied })
        {
            return e.Message.TrimEnd('.');
        }
    }

    private async Task<string?> WhyUnprovenAsync(CancellationToken cancellation)
    {
        (_, IReadOnlyList<ConsulConnectRoot> roots) = await RootsAsync(cancellation).ConfigureAwait(false);
        if (roots.FirstOrDefault(root => root.IsActive) is not { } active)
        {
            return "no root is active";
        }

        // A service that nobody asked for before: the agent keeps the certificates of others for a while after their root was replaced.
        string service = $"{ProbeService}-{Guid.NewGuid():N}";
        List<byte[]> chain = [.. Pem.Decode(await api.LeafAsync(service, cancellation).ConfigureAwait(false)).Select(block => block.Content)];
        List<byte[]> root = [.. Pem.Decode(active.Certificate).Select(block => block.Content)];
        return chain.Count == 0
            ? "no certificate was signed"
            : CertificateChain.WhyUntrusted(chain[0], chain.Skip(1), root, DateTimeOffset.UtcNow);
    }

    private async Task<(string TrustDomain, IReadOnlyList<ConsulConnectRoot> Roots)> RootsAsync(CancellationToken cancellation)
    {
        try
        {
            return await api.RootsAsync(cancellation).ConfigureAwait(false);
        }
        catch (ConsulApiException e) when (e.Detail?.IndexOf("Connect must be enabled", StringComparison.Ordinal) >= 0)
        {
            throw ConnectErrors.NotEnabled(connection, e);
        }
    }
}
