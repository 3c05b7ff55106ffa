using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates;

/// <summary>
/// Certificates that come to disk together. Their files wait under temporary names until all are written; then one call flushes the file
/// system, since a flush for each would take longer than all the rest, and they get their names. A crash before that leaves none of the
/// group under its name, one after it whole pairs only; groups that were made while a flush took long share the next; a certificate is given out when its group is on disk, names included.
/// </summary>
internal sealed class CertificateGroup(FolderFlush flush, bool overwrite, CancellationToken stop) : IDisposable
{
    public const int Size = 256;

    private readonly List<StagedCertificate> _all = [];
    private readonly TaskCompletionSource<long> _made = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = 1;

    /// <summary>In the order of the tasks; empty until the group is finished.</summary>
    public IReadOnlyList<CertificateResult> Results { get; private set; } = [];

    public StagedCertificate Add(CertificateTask task)
    {
        Interlocked.Increment(ref _open);
        var staged = new StagedCertificate(task);
        _all.Add(staged);
        return staged;
    }

    /// <summary>One of them is made, or nothing more is added.</summary>
    public void CountDown()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _made.SetResult(Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Nothing is added any more: brings the group to disk when all are made and the group before is there.</summary>
    public async Task FinishAsync(Task before)
    {
        CountDown();
        await before.ConfigureAwait(false);
        long made = await _made.Task.ConfigureAwait(false);
        string[] folders = [.. _all.Where(item => item.Error is null).Select(item => item.Folder).Distinct()];
        foreach (string folder in folders)
        {
            flush.Flush(folder, made);
        }

        stop.ThrowIfCancellationRequested();
        Results = [.. _all.Select(item => item.Promote(overwrite))];
        foreach (string folder in folders)
        {
            HostFiles.Current.FlushFolder(folder);
        }
    }

    public void Dispose() => _all.ForEach(staged => staged.Dispose());
}
