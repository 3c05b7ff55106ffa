using System.Collections.Generic;
using System.Diagnostics;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates;

/// <summary>Brings what was written into folders to disk; a flush that began after something was written counts for it as well. For one thread at a time.</summary>
internal sealed class FolderFlush
{
    private readonly Dictionary<string, long> _begun = [];

    /// <param name="folder">The folder; everything of its file system is flushed.</param>
    /// <param name="written">When the last of it was written, by <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Flush(string folder, long written)
    {
        if (!HostFiles.Current.CanFlushAll || (_begun.TryGetValue(folder, out long begun) && begun > written))
        {
            return;
        }

        _begun[folder] = Stopwatch.GetTimestamp();
        HostFiles.Current.FlushAll(folder);
    }
}
