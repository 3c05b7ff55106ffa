using System.Runtime.InteropServices;
using Xunit;

namespace ConsulSecurity.Core.Tests.Platform;

/// <summary>Tests that change the process's umask run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class UmaskCollection
{
    public const string Name = "umask";

    /// <summary>Sets the process's umask and gives back the one before.</summary>
    public static uint SetUmask(uint mask) => Umask(mask);

    [DllImport("libc", EntryPoint = "umask")]
    private static extern uint Umask(uint mask);
}
