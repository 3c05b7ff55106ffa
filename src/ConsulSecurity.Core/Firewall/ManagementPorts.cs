using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;

namespace ConsulSecurity.Firewall;

/// <summary>The ports that administration of this host needs, whatever else is closed.</summary>
internal static class ManagementPorts
{
    private const int Ssh = 22;

    public static int[] OfThisHost() => From(
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows), Environment.GetEnvironmentVariable("SSH_CONNECTION"));

    /// <param name="isWindows">Whether WinRM and Remote Desktop are there too.</param>
    /// <param name="sshConnection">What sshd tells the session: client address and port, server address and port.</param>
    public static int[] From(bool isWindows, string? sshConnection)
    {
        var ports = new List<int> { Ssh };
        if (isWindows)
        {
            ports.AddRange([3389, 5985, 5986]);
        }

        if (int.TryParse(sshConnection?.Split(' ').LastOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536)
        {
            ports.Add(port);
        }

        return [.. ports.Distinct().OrderBy(p => p)];
    }
}
