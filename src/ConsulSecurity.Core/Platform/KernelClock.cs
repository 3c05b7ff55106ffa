using System.Runtime.InteropServices;

namespace ConsulSecurity.Platform;

/// <summary>Asks the kernel of Linux whether its clock is kept in step with others.</summary>
internal static class KernelClock
{
    private const int NotInStep = 5; // TIME_ERROR

    /// <summary>Null where it does not say.</summary>
    public static bool? IsSynchronized()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return null;
        }

        // All zero: nothing is to be changed. struct timex has 208 bytes where long has 8.
        int state = Adjust(new byte[512]);
        return state < 0 ? null : state != NotInStep;
    }

    [DllImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static extern int Adjust([In, Out] byte[] timex);
}
