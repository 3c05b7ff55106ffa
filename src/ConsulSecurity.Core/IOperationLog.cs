namespace ConsulSecurity;

/// <summary>Where work in progress tells what it does; a cmdlet shows it, a test records it. Never given a secret.</summary>
internal interface IOperationLog
{
    /// <summary>One line of detail.</summary>
    void Verbose(string message);

    /// <summary>Something that the user should know although the work goes on.</summary>
    void Warning(string message);

    /// <summary>How far long work is.</summary>
    void Progress(OperationProgress progress);
}
