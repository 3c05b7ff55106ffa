using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates;

/// <summary>
/// Makes many certificates on all cores. All files of a batch are flushed to disk by one call before the first gets its name: a
/// flush for each would take longer than all the rest.
/// </summary>
internal sealed class CertificateBatch(SigningAuthority authority, bool overwrite, DateTimeOffset now)
{
    /// <summary>How many certificates are made before they are written and given out.</summary>
    public const int Size = 512;

    /// <summary>Makes and writes the certificates; the results are in the tasks' order, errors among them.</summary>
    public async Task<IReadOnlyList<CertificateResult>> RunAsync(
        IReadOnlyList<CertificateTask> tasks, Action<int> made, CancellationToken cancellationToken)
    {
        var staged = new StagedCertificate[tasks.Count];
        var issuers = new ConcurrentBag<CertificateIssuer>();
        try
        {
            await Task.Run(() => Stage(tasks, staged, issuers, made, cancellationToken), cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            Flush(staged);
            CertificateResult[] results = [.. staged.Select(item => item.Promote(overwrite))];
            foreach (string folder in staged.Select(item => item.Folder).Distinct())
            {
                HostFiles.Current.FlushFolder(folder);
            }

            return results;
        }
        finally
        {
            foreach (StagedCertificate? leftOver in staged)
            {
                leftOver?.Dispose();
            }

            foreach (CertificateIssuer issuer in issuers)
            {
                issuer.Dispose();
            }
        }
    }

    private void Stage(
        IReadOnlyList<CertificateTask> tasks,
        StagedCertificate[] staged,
        ConcurrentBag<CertificateIssuer> issuers,
        Action<int> made,
        CancellationToken cancellationToken)
    {
        int count = 0;
        using var template = new CertificateIssuer(authority, now);
        Parallel.For(
            0,
            tasks.Count,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () =>
            {
                CertificateIssuer issuer = template.Clone();
                issuers.Add(issuer);
                return issuer;
            },
            (index, _, issuer) =>
            {
                staged[index] = StagedCertificate.Make(tasks[index], issuer, authority, overwrite);
                made(Interlocked.Increment(ref count));
                return issuer;
            },
            _ => { });
    }

    private static void Flush(StagedCertificate[] staged)
    {
        if (HostFiles.Current.CanFlushAll)
        {
            foreach (string folder in staged.Where(item => item.Error is null).Select(item => item.Folder).Distinct())
            {
                HostFiles.Current.FlushAll(folder);
            }
        }
    }
}
