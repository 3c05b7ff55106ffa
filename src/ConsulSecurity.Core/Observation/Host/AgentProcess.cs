using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Observation;

/// <summary>Finds the agent that runs on given files among the processes of a Linux host, and says what can be seen of it.</summary>
internal sealed class AgentProcess(AccountNames accounts, string root = "/proc")
{
    private const string NeedsRoot = "the agent's own account, or root";

    /// <param name="paths">What <c>-config-dir</c> and <c>-config-file</c> name.</param>
    /// <param name="dataFolder">The configuration's data_dir, where it has one.</param>
    public ProcessEvidence? Find(IReadOnlyList<string> paths, string? dataFolder)
    {
        HashSet<string> wanted = [.. paths.Select(Full)];
        foreach (int id in Ids())
        {
            string folder = Folder(id);
            string[] arguments = Arguments(folder);
            if (arguments.Length < 2 || !arguments.Contains("agent") || !Path.GetFileName(arguments[0]).StartsWith("consul", StringComparison.Ordinal))
            {
                continue;
            }

            string? working = UnixCalls.ReadLink(Path.Combine(folder, "cwd"));
            bool fits = CommandLine.Values(arguments, "config-dir", "config-file").Any(path => wanted.Contains(Full(path, working)))
                || (dataFolder is not null && CommandLine.Values(arguments, "data-dir").Any(path => Full(path, working) == Full(dataFolder)));
            if (fits)
            {
                return Describe(id, arguments, working);
            }
        }

        return null;
    }

    private ProcessEvidence Describe(int id, string[] arguments, string? working)
    {
        string folder = Folder(id);
        Dictionary<string, string> status = Status(folder);
        uint user = Number(status, "Uid");
        Evidence<string> program = Link(Path.Combine(folder, "exe"));
        return new ProcessEvidence
        {
            Id = id,
            UserId = user,
            User = accounts.User(user),
            GroupIds = [.. Words(status, "Gid").Skip(1).Take(1).Concat(Words(status, "Groups")).Select(uint.Parse).Distinct()],
            Arguments = CommandLine.Redact(arguments),
            SecretArguments = CommandLine.Secrets(arguments),
            EnvironmentNames = Names(folder),
            Program = program,
            ProgramSha256 = program.IsKnown ? Sha256(Path.Combine(folder, "exe")) : null,
            WorkingFolder = working,
            EffectiveCapabilities = status.TryGetValue("CapEff", out string? hex) ? ulong.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null,
            NoNewPrivileges = status.TryGetValue("NoNewPrivs", out string? none) ? none == "1" : null,
            CoreDumpLimit = CoreLimit(folder),
            SecurityProfile = Profile(folder),
            Unit = Unit(folder),
        };
    }

    private IEnumerable<int> Ids() => Directory.EnumerateDirectories(root)
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : -1)
        .Where(id => id > 0)
        .OrderBy(id => id);

    private string Folder(int id) => Path.Combine(root, id.ToString(CultureInfo.InvariantCulture));

    private static string Full(string path) => Full(path, null);

    private static string Full(string path, string? working) =>
        Path.GetFullPath(working is null || Path.IsPathRooted(path) ? path : Path.Combine(working, path)).TrimEnd(Path.DirectorySeparatorChar);

    private static string[] Arguments(string folder) => Text(Path.Combine(folder, "cmdline")).Value?.Split(['\0'], StringSplitOptions.RemoveEmptyEntries) ?? [];

    // The values stay where they are; only the names leave this method.
    private static Evidence<IReadOnlyList<string>> Names(string folder)
    {
        Evidence<string> text = Text(Path.Combine(folder, "environ"));
        return text.IsKnown
            ? Look.Seen<IReadOnlyList<string>>([.. text.Value!.Split(['\0'], StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')[0]).OrderBy(name => name, StringComparer.Ordinal)])
            : Look.Missing<IReadOnlyList<string>>(text.State, text.Reason);
    }

    private static Evidence<ulong?> CoreLimit(string folder)
    {
        Evidence<string> text = Text(Path.Combine(folder, "limits"));
        string? line = text.Value?.Split('\n').FirstOrDefault(l => l.StartsWith("Max core file size", StringComparison.Ordinal));
        return line is null
            ? Look.Missing<ulong?>(EvidenceState.NoPermission, NeedsRoot)
            : Look.Seen<ulong?>(ulong.TryParse(line.Substring(18).Trim().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong bytes) ? bytes : null);
    }

    private static Evidence<string> Profile(string folder)
    {
        Evidence<string> text = Text(Path.Combine(folder, "attr", "current"));
        return text.State switch
        {
            EvidenceState.Known => Look.Seen(text.Value!.Trim('\0', '\n', ' ')),
            EvidenceState.NoPermission => text,
            _ => Look.Missing<string>(EvidenceState.NotConfigured, "no security module of this kernel confines processes"),
        };
    }

    private static string? Unit(string folder) => Text(Path.Combine(folder, "cgroup")).Value?.Split('\n')
        .Where(line => line.StartsWith("0::", StringComparison.Ordinal) || line.Contains(":name=systemd:"))
        .Select(line => line.Split('/').LastOrDefault(part => part.EndsWith(".service", StringComparison.Ordinal)))
        .FirstOrDefault(unit => unit is not null);

    private static Dictionary<string, string> Status(string folder) => (Text(Path.Combine(folder, "status")).Value ?? string.Empty)
        .Split('\n').Select(line => line.Split([':'], 2)).Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1].Trim());

    private static string[] Words(Dictionary<string, string> status, string name) =>
        status.TryGetValue(name, out string? text) ? text.Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries) : [];

    // Real, effective, saved, of the file system.
    private static uint Number(Dictionary<string, string> status, string name) =>
        Words(status, name).Skip(1).FirstOrDefault() is { } text ? uint.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static Evidence<string> Link(string path) => UnixCalls.ReadLink(path) is { } target
        ? Look.Seen(target.EndsWith(" (deleted)", StringComparison.Ordinal) ? target.Substring(0, target.Length - 10) : target)
        : Look.Missing<string>(EvidenceState.NoPermission, NeedsRoot);

    private static string? Sha256(string path)
    {
        try
        {
            using SHA256 sha = SHA256.Create();
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return BitConverter.ToString(sha.ComputeHash(stream)).Replace("-", string.Empty).ToLowerInvariant();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Evidence<string> Text(string path)
    {
        try
        {
            return Look.Seen(File.ReadAllText(path));
        }
        catch (UnauthorizedAccessException)
        {
            return Look.Missing<string>(EvidenceState.NoPermission, NeedsRoot);
        }
        catch (IOException e)
        {
            // A process that ended this moment, or a file that this kernel does not have.
            return Look.Missing<string>(EvidenceState.NotConfigured, e.Message);
        }
    }
}
