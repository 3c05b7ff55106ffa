using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Certificates;

/// <summary>
/// Makes many certificates on all cores, from the first on while the others are still being asked for, and brings them to disk group by
/// group meanwhile (<see cref="CertificateGroup"/>).
/// </summary>
internal sealed class CertificateBatch(SigningAuthority authority, bool overwrite, DateTimeOffset now) : IDisposable
{
    /// <summary>How many certificates are made before they are given out.</summary>
    public const int Size = 1024;

    private static readonly TimeSpan s_graceAfterStop = TimeSpan.FromMilliseconds(100);

    private readonly List<CertificateGroup> _groups = [];
    private readonly ConcurrentQueue<(StagedCertificate Staged, CertificateGroup Group)> _waiting = new();
    private readonly ConcurrentBag<CertificateIssuer> _issuers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly FolderFlush _flush = new();
    private readonly List<Task> _workers = [];
    private Task _finished = Task.CompletedTask;
    private int _working;
    private int _made;

    /// <summary>How many were asked for.</summary>
    public int Count { get; private set; }

    /// <summary>Told, on any thread, how many are made.</summary>
    public Action<int>? Made { get; set; }

    /// <summary>Asks for one more; it is begun with as soon as a core is free.</summary>
    public void Add(CertificateTask task)
    {
        if (Count % CertificateGroup.Size == 0)
        {
            Close();
            _groups.Add(new CertificateGroup(_flush, overwrite, _stop.Token));
        }

        Count++;
        CertificateGroup group = _groups[_groups.Count - 1];
        _waiting.Enqueue((group.Add(task), group));
        if (Volatile.Read(ref _working) < Environment.ProcessorCount)
        {
            Start();
        }
    }

    /// <summary>Asks for several and completes them.</summary>
    public Task<IReadOnlyList<CertificateResult>> RunAsync(IEnumerable<CertificateTask> tasks, CancellationToken cancellationToken)
    {
        foreach (CertificateTask task in tasks)
        {
            Add(task);
        }

        return CompleteAsync(cancellationToken);
    }

    /// <summary>Waits until all have their names; the results are in the tasks' order, errors among them.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; of groups that were not complete none is left then.</exception>
    public async Task<IReadOnlyList<CertificateResult>> CompleteAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration stop = cancellationToken.Register(_stop.Cancel);
        Close();
        try
        {
            // A worker that was about to end when the last was added has not seen it.
            for (int i = 0; i < Environment.ProcessorCount && !_waiting.IsEmpty; i++)
            {
                Start();
            }

            await Task.WhenAll(_workers).ConfigureAwait(false);
            _stop.Token.ThrowIfCancellationRequested();
            await _finished.ConfigureAwait(false);
            return [.. _groups.SelectMany(group => group.Results)];
        }
        finally
        {
            Clean();
        }
    }

    /// <summary>Stops what is not complete and removes its files, in the background where that takes long.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        Task.WhenAll(_workers).ContinueWith(_ => Clean(), TaskScheduler.Default).Wait(s_graceAfterStop);
    }

    // One group after the other: of two tasks for the same file the first gets it.
    private void Close()
    {
        if (_groups.Count > 0)
        {
            _finished = _groups[_groups.Count - 1].FinishAsync(_finished);
        }
    }

    private void Start()
    {
        Interlocked.Increment(ref _working);
        _workers.Add(Task.Run(Work));
    }

    private void Work()
    {
        // Workers end when nothing waits, rather than wait themselves: waking up takes longer than making a certificate.
        CertificateIssuer issuer = _issuers.TryTake(out CertificateIssuer? idle) ? idle : new CertificateIssuer(authority, now);
        while (!_stop.IsCancellationRequested && _waiting.TryDequeue(out (StagedCertificate Staged, CertificateGroup Group) next))
        {
            next.Staged.Make(issuer, authority, overwrite);
            next.Group.CountDown();
            Made?.Invoke(Interlocked.Increment(ref _made));
        }

        _issuers.Add(issuer);
        Interlocked.Decrement(ref _working);
    }

    private void Clean()
    {
        _groups.ForEach(group => group.Dispose());
        while (_issuers.TryTake(out CertificateIssuer? issuer))
        {
            issuer.Dispose();
        }
    }
}
