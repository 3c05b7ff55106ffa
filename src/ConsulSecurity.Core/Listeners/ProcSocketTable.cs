using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Listeners;

/// <summary>Reads <c>/proc</c> of Linux: the sockets of this network namespace, and which process has each open.</summary>
/// <param name="root">Where <c>/proc</c> is.</param>
/// <param name="net">Whose network namespace: a process's number, or the thread that asks.</param>
internal sealed class ProcSocketTable(string root = "/proc", string net = "thread-self") : ISocketTable
{
    private const string TcpListening = "0A";
    private const string UdpUnconnected = "07";
    private const string SocketLink = "socket:[";

    public Task<IReadOnlyList<ListeningSocket>> ReadAsync(CancellationToken cancellation) => Task.FromResult(Read());

    public IReadOnlyList<ListeningSocket> Read()
    {
        List<(FirewallProtocol Protocol, IPAddress Address, int Port, string Inode)> sockets =
        [
            .. ReadTable("tcp", FirewallProtocol.Tcp, TcpListening),
            .. ReadTable("tcp6", FirewallProtocol.Tcp, TcpListening),
            .. ReadTable("udp", FirewallProtocol.Udp, UdpUnconnected),
            .. ReadTable("udp6", FirewallProtocol.Udp, UdpUnconnected),
        ];
        Dictionary<string, int> owners = FindOwners([.. sockets.Select(s => s.Inode)]);
        return
        [
            .. from socket in sockets
               let owner = owners.TryGetValue(socket.Inode, out int id) ? id : (int?)null
               select new ListeningSocket(socket.Protocol, socket.Address, socket.Port, owner, owner is null ? null : Name(owner.Value)),
        ];
    }

    /// <summary>An address as the kernel prints it: words of 32 bits, each in the byte order of the machine.</summary>
    internal static IPAddress ParseAddress(string hex)
    {
        byte[] bytes = new byte[hex.Length / 2];
        for (int word = 0; word < bytes.Length; word += 4)
        {
            uint value = uint.Parse(hex.Substring(word * 2, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            BitConverter.GetBytes(value).CopyTo(bytes, word);
        }

        return new IPAddress(bytes);
    }

    private IEnumerable<(FirewallProtocol Protocol, IPAddress Address, int Port, string Inode)> ReadTable(
        string table, FirewallProtocol protocol, string state)
    {
        // A kernel without IPv6 has no such file. The thread's own view, not that of the process's first thread.
        string path = Path.Combine(root, net, "net", table);
        if (!File.Exists(path))
        {
            yield break;
        }

        foreach (string line in File.ReadLines(path).Skip(1))
        {
            string[] fields = line.Split([' '], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 9 && fields[3] == state)
            {
                string[] local = fields[1].Split(':');
                yield return (protocol, ParseAddress(local[0]), int.Parse(local[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), fields[9]);
            }
        }
    }

    private Dictionary<string, int> FindOwners(HashSet<string> inodes)
    {
        var owners = new Dictionary<string, int>();
        foreach (string process in Directory.EnumerateDirectories(root))
        {
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            {
                foreach (string inode in SocketsOf(process).Where(inodes.Contains))
                {
                    // Children that inherited it come after; the lowest id is the one that was there first.
                    owners[inode] = owners.TryGetValue(inode, out int other) ? Math.Min(id, other) : id;
                }
            }
        }

        return owners;
    }

    private static List<string> SocketsOf(string process)
    {
        var inodes = new List<string>();
        try
        {
            foreach (string file in Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")))
            {
                if (UnixCalls.ReadLink(file) is { } link && link.StartsWith(SocketLink, StringComparison.Ordinal))
                {
                    inodes.Add(link.Substring(SocketLink.Length).TrimEnd(']'));
                }
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            // Another account's process, or one that ended this moment.
        }

        return inodes;
    }

    private string Name(int id)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, id.ToString(CultureInfo.InvariantCulture), "comm"), Encoding.UTF8).Trim();
        }
        catch (IOException)
        {
            return "ended";
        }
    }
}
