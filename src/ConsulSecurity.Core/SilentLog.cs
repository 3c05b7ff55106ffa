namespace ConsulSecurity;

/// <summary>A log that nobody reads.</summary>
internal sealed class SilentLog : IOperationLog
{
    public static readonly SilentLog Instance = new();

    private SilentLog()
    {
    }

    public void Verbose(string message)
    {
    }

    public void Warning(string message)
    {
    }

    public void Progress(OperationProgress progress)
    {
    }
}
