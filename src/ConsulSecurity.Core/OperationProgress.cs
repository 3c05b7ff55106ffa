namespace ConsulSecurity;

/// <summary>How far long work is.</summary>
/// <param name="Activity">What is being done, for example <c>Rotating the gossip key</c>.</param>
/// <param name="Status">What just now, for example <c>3 of 5 nodes have the new key</c>.</param>
/// <param name="PercentComplete">0 to 100, or -1 where it is not known.</param>
/// <param name="SecondsRemaining">How long still, or -1 where it is not known.</param>
internal sealed record OperationProgress(string Activity, string Status, int PercentComplete = -1, int SecondsRemaining = -1)
{
    /// <summary>Whether the work has ended and the bar goes away.</summary>
    public bool Completed { get; init; }
}
