using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Commands;

/// <summary>
/// The base of all cmdlets: stops at once when asked, runs asynchronous work, and turns errors into error records.
/// An error about one input of many is written and the next input is taken; one before or after all input ends the cmdlet.
/// </summary>
public abstract class ConsulCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the user stops the pipeline.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => GuardAll(Begin);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => GuardOne(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => GuardAll(End);

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Before any input.</summary>
    private protected virtual void Begin()
    {
    }

    /// <summary>For each input.</summary>
    private protected virtual void Process()
    {
    }

    /// <summary>After all input.</summary>
    private protected virtual void End()
    {
    }

    /// <summary>Releases what the cmdlet holds.</summary>
    /// <param name="disposing">Whether it is called by Dispose.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    /// <summary>Runs asynchronous work to its end; what it logs is shown as it comes.</summary>
    private protected T Await<T>(Func<IOperationLog, CancellationToken, Task<T>> work)
    {
        using var pump = new OperationPump(this, StopToken);
        return pump.Run(cancellation => work(pump, cancellation));
    }

    /// <summary>The same for work that gives no value.</summary>
    private protected void Await(Func<IOperationLog, CancellationToken, Task> work) => Await(async (log, cancellation) =>
    {
        await work(log, cancellation).ConfigureAwait(false);
        return true;
    });

    /// <summary>Does something for one of many; an error about it is written, and the next is taken.</summary>
    private protected void GuardOne(Action step)
    {
        try
        {
            step();
        }
        catch (ConsulSecurityException e)
        {
            WriteError(ErrorRecords.From(e));
        }
    }

    private void GuardAll(Action step)
    {
        try
        {
            step();
        }
        catch (ConsulSecurityException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e));
        }
    }
}
