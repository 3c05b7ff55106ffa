using System;
using System.Runtime.InteropServices;

namespace ConsulSecurity.Platform;

/// <summary>Which .NET runs us.</summary>
internal static class HostRuntime
{
    /// <summary>Whether it is the .NET Framework of Windows PowerShell 5.1.</summary>
    public static bool IsNetFramework { get; } =
        RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);
}
