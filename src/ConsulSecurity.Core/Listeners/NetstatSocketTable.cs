using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Listeners;

/// <summary>Reads what <c>netstat -ano</c> of Windows prints.</summary>
internal sealed class NetstatSocketTable(ICommandRunner runner) : ISocketTable
{
    public async Task<IReadOnlyList<ListeningSocket>> ReadAsync(CancellationToken cancellation)
    {
        CommandResult result = await runner.RunAsync("netstat.exe", "-ano", null, cancellation).ConfigureAwait(false);
        return Parse(result.Output, NameOf);
    }

    /// <param name="text">What it prints.</param>
    /// <param name="nameOf">The name of a process.</param>
    internal static IReadOnlyList<ListeningSocket> Parse(string text, Func<int, string?> nameOf) =>
        [.. text.Split('\n').Select(line => ParseLine(line, nameOf)).OfType<ListeningSocket>()];

    private static ListeningSocket? ParseLine(string line, Func<int, string?> nameOf)
    {
        string[] fields = line.Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 4 || fields[0] is not ("TCP" or "UDP"))
        {
            return null;
        }

        // The word for LISTENING is in the language of the system; that nobody is at the other end is not.
        bool isListening = fields[2].EndsWith(":0", StringComparison.Ordinal) || fields[2] == "*:*";
        int colon = fields[1].LastIndexOf(':');
        if (!isListening
            || !IPAddress.TryParse(fields[1].Substring(0, colon).Trim('[', ']'), out IPAddress? address)
            || !int.TryParse(fields[1].Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            || !int.TryParse(fields[fields.Length - 1], NumberStyles.None, CultureInfo.InvariantCulture, out int id))
        {
            return null;
        }

        return new ListeningSocket(fields[0] == "TCP" ? FirewallProtocol.Tcp : FirewallProtocol.Udp, address, port, id, nameOf(id));
    }

    private static string? NameOf(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.ProcessName;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
