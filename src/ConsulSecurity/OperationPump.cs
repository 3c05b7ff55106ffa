using System;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Commands;

/// <summary>
/// Runs asynchronous work while the pipeline thread, which alone may write, shows what the work tells.
/// </summary>
internal sealed class OperationPump(PSCmdlet cmdlet, CancellationToken stop) : IOperationLog, IDisposable
{
    private static readonly TimeSpan s_graceAfterStop = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<Action> _messages = new();

    // BlockingCollection would spin for a while before it waits, and take a core from the work.
    private readonly AutoResetEvent _news = new(initialState: false);
    private readonly bool _isVerbose = IsVerbose(cmdlet);
    private volatile bool _ended;

    /// <inheritdoc/>
    public void Verbose(string message)
    {
        // A line that nobody sees would wake the pipeline thread all the same.
        if (_isVerbose)
        {
            Post(() => cmdlet.WriteVerbose(message));
        }
    }

    public void Warning(string message) => Post(() => cmdlet.WriteWarning(message));

    public void Progress(OperationProgress progress) => Post(() => cmdlet.WriteProgress(
        new ProgressRecord(Math.Abs(progress.Activity.GetHashCode() % 1000), progress.Activity, progress.Status)
        {
            PercentComplete = progress.PercentComplete,
            SecondsRemaining = progress.SecondsRemaining,
            RecordType = progress.Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        }));

    /// <summary>Runs on the pipeline thread, between what the work does; used to write objects as they come.</summary>
    public void Post(Action message)
    {
        _messages.Enqueue(message);
        Wake();
    }

    /// <exception cref="PipelineStoppedException">The user stopped the pipeline; the work is told and not waited for.</exception>
    public T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        Task<T> task = Task.Run(() => work(stop), CancellationToken.None);
        task.ContinueWith(_ => End(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        WaitHandle[] news = [_news, stop.WaitHandle];
        while (ShowMessages())
        {
            if (WaitHandle.WaitAny(news) == 1)
            {
                LetEnd(task);
                throw new PipelineStoppedException();
            }
        }

        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    public void Dispose() => _news.Dispose();

    /// <summary>Shows what there is; false if the work has ended and nothing more can come.</summary>
    private bool ShowMessages()
    {
        // Looked at first: what was told before the end is in the queue by then.
        bool ended = _ended;
        while (_messages.TryDequeue(out Action? message))
        {
            message();
        }

        return !ended;
    }

    private void End()
    {
        _ended = true;
        Wake();
    }

    private void Wake()
    {
        try
        {
            _news.Set();
        }
        catch (ObjectDisposedException)
        {
            // The pipeline has stopped: nobody is there to show it to.
        }
    }

    private static bool IsVerbose(PSCmdlet cmdlet) => cmdlet.MyInvocation.BoundParameters.TryGetValue("Verbose", out object? asked)
        ? asked is not SwitchParameter { IsPresent: false }
        : cmdlet.GetVariableValue("VerbosePreference") is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private static void LetEnd(Task task)
    {
        try
        {
            task.Wait(s_graceAfterStop);
        }
        catch (AggregateException)
        {
            // How stopped work ends interests nobody.
        }
    }
}
