using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Integration.Tests;

/// <summary>Keeps what work tells.</summary>
internal sealed class RecordingLog : IOperationLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public string Text => string.Join("\n", _lines);

    public IEnumerable<string> Warnings => _lines.Where(line => line.StartsWith("WARNING ", System.StringComparison.Ordinal));

    public void Verbose(string message) => _lines.Enqueue(message);

    public void Warning(string message) => _lines.Enqueue("WARNING " + message);

    public void Progress(OperationProgress progress) => _lines.Enqueue($"{progress.Activity}: {progress.Status}");
}
