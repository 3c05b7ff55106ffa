using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Platform;

[Collection(UmaskCollection.Name)]
public sealed class PrivateFileUmaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0x000)]
    [InlineData(0x012)] // 0022
    [InlineData(0x03F)] // 0077
    [InlineData(0x1C0)] // 0700: takes the owner's own rights away
    public void A_private_file_is_never_more_than_0600_and_ends_as_0600(uint umask)
    {
        uint before = UmaskCollection.SetUmask(umask);
        ConcurrentDictionary<UnixFileMode, string> seen;
        try
        {
            seen = WatchWhile(() =>
            {
                for (int i = 0; i < 200; i++)
                {
                    PrivateFile.Write(_folder.File(i + ".key"), "secret");
                }
            });
        }
        finally
        {
            _ = UmaskCollection.SetUmask(before);
        }

        Assert.All(seen.Keys, mode => Assert.Equal(UnixFileMode.None, mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)));
        Assert.Contains(seen.Values, name => name.StartsWith('.'));
        Assert.All(
            Directory.GetFiles(_folder.Path),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    private ConcurrentDictionary<UnixFileMode, string> WatchWhile(Action writing)
    {
        var seen = new ConcurrentDictionary<UnixFileMode, string>();
        using var stop = new CancellationTokenSource();
        using var watching = new ManualResetEventSlim();
        var watcher = new Thread(() =>
        {
            do
            {
                Look(seen);
                watching.Set();
            }
            while (!stop.IsCancellationRequested);
        });
        watcher.Start();
        watching.Wait();
        writing();
        stop.Cancel();
        watcher.Join();
        return seen;
    }

    private void Look(ConcurrentDictionary<UnixFileMode, string> seen)
    {
        foreach (string file in Directory.EnumerateFiles(_folder.Path, ".*").Concat(Directory.EnumerateFiles(_folder.Path, "*0.key")))
        {
            try
            {
                seen.AddOrUpdate(File.GetUnixFileMode(file), Path.GetFileName(file), (_, name) => name[0] == '.' ? name : Path.GetFileName(file));
            }
            catch (FileNotFoundException)
            {
                // Renamed since it was listed.
            }
        }
    }
}
