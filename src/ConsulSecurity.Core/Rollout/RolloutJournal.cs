using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using ConsulSecurity.Platform;
using Newtonsoft.Json;

namespace ConsulSecurity.Rollout;

/// <summary>What was about to be done, and what was done: a line of JSON each, on disk before the next act. It holds no secret.</summary>
internal sealed class RolloutJournal : IDisposable
{
    private static readonly JsonSerializerSettings s_settings = new()
    {
        NullValueHandling = NullValueHandling.Ignore,
        DateParseHandling = DateParseHandling.DateTimeOffset,
        ContractResolver = new Newtonsoft.Json.Serialization.CamelCasePropertyNamesContractResolver(),
    };

    private readonly List<JournalEntry> _entries;
    private readonly FileStream? _file;
    private readonly Func<DateTimeOffset> _now;

    private RolloutJournal(string path, List<JournalEntry> entries, FileStream? file, Func<DateTimeOffset> now)
    {
        Path = path;
        _entries = entries;
        _file = file;
        _now = now;
    }

    public string Path { get; }

    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>Called after each entry is on disk; a test's way to end a run at a certain point.</summary>
    public Action<JournalEntry>? Written { get; init; }

    /// <summary>Opens the journal to go on with it, or makes one; only one process can.</summary>
    /// <exception cref="ConsulSecurityException"><c>JournalUnreadable</c>.</exception>
    public static RolloutJournal Open(string path, Func<DateTimeOffset> now, Action<JournalEntry>? written = null)
    {
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, string.Empty);
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            List<JournalEntry> entries = Read(file, path);
            return new RolloutJournal(path, entries, file, now) { Written = written };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A journal that is kept nowhere, for work that needs not be gone on with.</summary>
    public static RolloutJournal InMemory(Func<DateTimeOffset> now) => new(string.Empty, [], null, now);

    /// <summary>Reads a journal that another process may be writing.</summary>
    public static IReadOnlyList<JournalEntry> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Read(file, path);
    }

    public JournalEntry Write(JournalEntry entry)
    {
        JournalEntry numbered = entry with { Number = _entries.Count + 1, Time = _now() };
        byte[] line = Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(numbered, Formatting.None, s_settings) + "\n");
        _file?.Write(line, 0, line.Length);
        _file?.Flush(flushToDisk: true);
        _entries.Add(numbered);
        Written?.Invoke(numbered);
        return numbered;
    }

    public void Dispose() => _file?.Dispose();

    // A last line without an end was being written when the process died: what it says was not begun.
    private static List<JournalEntry> Read(FileStream file, string path)
    {
        var entries = new List<JournalEntry>();
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 4096, leaveOpen: true);
        string text = reader.ReadToEnd();
        int start = 0;
        for (int end = text.IndexOf('\n'); end >= 0; start = end + 1, end = text.IndexOf('\n', start))
        {
            try
            {
                entries.Add(JsonConvert.DeserializeObject<JournalEntry>(text.Substring(start, end - start), s_settings)!);
            }
            catch (JsonException)
            {
                throw RolloutErrors.JournalUnreadable(path, entries.Count + 1);
            }
        }

        if (file.CanWrite)
        {
            file.SetLength(Encoding.UTF8.GetByteCount(text.Substring(0, start)));
            file.Seek(0, SeekOrigin.End);
        }

        return entries;
    }
}

/// <summary>One line of the journal.</summary>
internal sealed record JournalEntry
{
    public int Number { get; init; }

    public DateTimeOffset Time { get; init; }

    /// <summary>The plan that it belongs to.</summary>
    public string Plan { get; init; } = string.Empty;

    /// <summary><c>begin</c>, <c>done</c> or <c>failed</c>.</summary>
    public string State { get; init; } = string.Empty;

    /// <summary><c>run</c>, <c>waypoint</c>, <c>files</c>, <c>stop</c>, <c>start</c>, <c>reload</c>, <c>gate</c>, <c>call</c>, <c>proof</c>, <c>undo</c>.</summary>
    public string Act { get; init; } = string.Empty;

    public string? Waypoint { get; init; }

    public string? Node { get; init; }

    /// <summary>What exactly, or what went wrong.</summary>
    public string? What { get; init; }

    public override string ToString() => $"{Number} {State} {Act} {Waypoint} {Node} {What}".TrimEnd();
}
