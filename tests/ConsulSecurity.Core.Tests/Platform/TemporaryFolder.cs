using System;
using System.IO;

namespace ConsulSecurity.Core.Tests.Platform;

/// <summary>A folder of the test's own, 0700, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("consulsecurity-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
