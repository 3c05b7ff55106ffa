using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates;

/// <summary>
/// Renews a certificate in place: same names, new key, both files replaced together, the agent told to read them, and its listeners
/// watched until they serve the new one. Killed anywhere, the next run completes.
/// </summary>
internal sealed class CertificateRenewer(IOperationLog log)
{
    /// <summary>How much of its life a certificate may have left before it is renewed.</summary>
    public TimeSpan Threshold { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Renews whatever is left, and from another authority than before if that is given.</summary>
    public bool Always { get; init; }

    /// <summary>Renews what another authority signed as well, from the one that is given.</summary>
    public bool FromAnyAuthority { get; init; }

    /// <summary>How long the new one is valid; null for as long as the old one was.</summary>
    public TimeSpan? Validity { get; init; }

    /// <summary>The agent that uses the files; null to tell none.</summary>
    public IAgentApi? Agent { get; init; }

    /// <summary>The agent's listeners that have to serve the new certificate.</summary>
    public IReadOnlyList<ListenerAddress> Listeners { get; init; } = [];

    /// <summary>How long the agent may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="ConsulSecurityException">
    /// <c>CertificateRoleUnknown</c>, <c>CertificateOfOtherAuthority</c>, <c>KeyNotFound</c>, <c>CertificateNotServed</c> and what issuing and writing throws.
    /// </exception>
    public async Task<CertificateRenewal> RenewAsync(
        string path, string? keyPath, SigningAuthority authority, DateTimeOffset now, CancellationToken cancellationToken)
    {
        keyPath ??= CertificateFile.FindKey(path) ?? throw CertificateErrors.KeyNotFound(path);
        if (FilePair.Recover(path, keyPath))
        {
            log.Verbose($"Completed the replacement of '{path}' that an earlier run began.");
        }

        ConsulCertificate before = CertificateFile.Read(path, keyPath: keyPath);
        bool renew = Always || before.NotAfter - now < Threshold || (FromAnyAuthority && !authority.HasSigned(before));
        if (renew)
        {
            Replace(before, path, keyPath, authority, now);
        }

        ConsulCertificate after = renew ? CertificateFile.Read(path, keyPath: keyPath) : before;
        bool reload = Agent is not null && (renew || !await AllServeAsync(after, cancellationToken).ConfigureAwait(false));
        if (reload)
        {
            await Agent!.ReloadAsync(cancellationToken).ConfigureAwait(false);
            log.Verbose($"The agent reads its files again for '{path}'.");
        }

        if (Agent is not null)
        {
            await WaitUntilServedAsync(after, cancellationToken).ConfigureAwait(false);
        }

        return new CertificateRenewal
        {
            Path = path,
            Renewed = renew,
            Reloaded = reload,
            OldNotAfter = before.NotAfter,
            Certificate = after,
            ServedAt = Agent is null ? [] : [.. Listeners.Select(listener => listener.ToString())],
        };
    }

    /// <summary>The order that gives the same names again.</summary>
    /// <exception cref="ConsulSecurityException"><c>CertificateRoleUnknown</c>.</exception>
    public static CertificateOrder OrderLike(ConsulCertificate certificate)
    {
        if (certificate.Role is CertificateRole.Unknown or CertificateRole.Authority)
        {
            throw CertificateErrors.RoleUnknown(certificate.Path ?? certificate.Subject);
        }

        return new CertificateOrder
        {
            Role = certificate.Role,
            Datacenter = certificate.Datacenter!,
            Domain = certificate.Domain!,
            Node = certificate.Node,
            DnsNames = certificate.DnsNames,
            IPAddresses = [.. certificate.IPAddresses.Select(IPAddress.Parse)],
            Localhost = false,
            KeyAlgorithm = AlgorithmLike(certificate),
        };
    }

    private static CertificateKeyAlgorithm AlgorithmLike(ConsulCertificate certificate) => certificate.KeyAlgorithm switch
    {
        "EC P-384" => CertificateKeyAlgorithm.EcP384,
        "EC P-521" => CertificateKeyAlgorithm.EcP521,
        _ when !certificate.KeyAlgorithm.StartsWith("RSA", StringComparison.Ordinal) => CertificateKeyAlgorithm.EcP256,
        _ => certificate.KeySize > 3072 ? CertificateKeyAlgorithm.Rsa4096
            : certificate.KeySize > 2048 ? CertificateKeyAlgorithm.Rsa3072
            : CertificateKeyAlgorithm.Rsa2048,
    };

    private void Replace(ConsulCertificate before, string path, string keyPath, SigningAuthority authority, DateTimeOffset now)
    {
        if (!Always && !FromAnyAuthority && before.Issuer != authority.Certificate.Subject)
        {
            throw CertificateErrors.OtherAuthority(path, before.Issuer, authority.Certificate.Subject);
        }

        TimeSpan usual = TimeSpan.FromDays(Math.Max(1, Math.Round((before.NotAfter - before.NotBefore).TotalDays)));
        TimeSpan left = authority.Certificate.NotAfter - now;
        CertificateOrder order = OrderLike(before) with { Validity = Validity ?? (usual < left ? usual : left) };
        using var issuer = new CertificateIssuer(authority, now);
        using IssuedCertificate issued = issuer.Issue(order);
        FilePair.Write(
            path, SafeFile.Utf8.GetBytes(issued.ToPem()), keyPath, SafeFile.Utf8.GetBytes(KeyFile.ToPem(issued.Key!)), overwrite: true);
        log.Verbose($"Wrote a new certificate and key to '{path}' and '{keyPath}'.");
    }

    private async Task<bool> AllServeAsync(ConsulCertificate certificate, CancellationToken cancellationToken)
    {
        foreach (ListenerAddress listener in Listeners)
        {
            if (!await ServesAsync(listener, certificate, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        // Where nothing can be seen, one reload too many does no harm.
        return Listeners.Count > 0;
    }

    private async Task WaitUntilServedAsync(ConsulCertificate certificate, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Timeout);
        foreach (ListenerAddress listener in Listeners)
        {
            while (!await ServesAsync(listener, certificate, cancellationToken).ConfigureAwait(false))
            {
                try
                {
                    await Task.Delay(100, late.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    throw CertificateErrors.NotServed(certificate.Path!, listener.ToString());
                }
            }

            log.Verbose($"'{listener}' serves the certificate {certificate.SerialNumber}.");
        }
    }

    private static async Task<bool> ServesAsync(ListenerAddress listener, ConsulCertificate certificate, CancellationToken cancellationToken)
    {
        try
        {
            ConsulCertificate served = await ListenerCertificates.ReadAsync(listener, null, TimeSpan.FromSeconds(5), cancellationToken).ConfigureAwait(false);
            return served.Fingerprint == certificate.Fingerprint;
        }
        catch (ConsulSecurityException)
        {
            return false;
        }
    }
}
