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

    private readonly BlockingCollection<Action> _messages = new();

    public void Verbose(string message) => Post(() => cmdlet.WriteVerbose(message));

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
        try
        {
            _messages.Add(message, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // The pipeline has stopped: nobody is there to show it to.
        }
    }

    /// <exception cref="PipelineStoppedException">The user stopped the pipeline; the work is told and not waited for.</exception>
    public T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        Task<T> task = Task.Run(() => work(stop), CancellationToken.None);
        task.ContinueWith(_ => _messages.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            foreach (Action message in _messages.GetConsumingEnumerable(stop))
            {
                message();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LetEnd(task);
            throw new PipelineStoppedException();
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

    public void Dispose() => _messages.CompleteAdding();

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
