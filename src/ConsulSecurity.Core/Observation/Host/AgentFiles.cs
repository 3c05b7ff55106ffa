using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Observation;

/// <summary>Which files an agent has, from its configuration.</summary>
internal sealed class AgentFiles(AgentPlace place, FileSurvey survey)
{
    // Where exported snapshots are put by the guides and by habit, beside the agent's own folders.
    private const string Backups = "/var/backups";

    private static readonly string[] s_snapshotNames = ["*.snap", "*.snapshot", "*.snap.*"];

    public IReadOnlyList<FileEvidence> Collect()
    {
        Configuration();
        if (place.DataFolder is { } data)
        {
            Data(data);
        }

        Tls();
        Program();
        Logs();
        Named();
        Snapshots();
        return survey.Files;
    }

    private void Configuration()
    {
        HashSet<string> definitions = [.. place.Merged.Settings.Where(s => s.Key is "service" or "services" or "check" or "checks").SelectMany(s => s.Value.Said).Select(said => said.Location.Path)];
        void Add(string file) => survey.Add(definitions.Contains(file) ? FileRole.DefinitionFile : FileRole.ConfigurationFile, file);
        foreach (string path in place.Paths)
        {
            if (Directory.Exists(path))
            {
                survey.Add(FileRole.ConfigurationFolder, path);
                foreach (string file in ConfigSources.FilesOf(path))
                {
                    Add(file);
                }
            }
            else
            {
                Add(path);
            }
        }
    }

    private void Data(string data)
    {
        survey.Add(FileRole.DataFolder, data);
        survey.AddIfThere(FileRole.GossipFolder, Path.Combine(data, "serf"));
        survey.AddContent(FileRole.Keyring, Path.Combine(data, "serf"), "*.keyring");
        survey.AddIfThere(FileRole.AgentTokens, Path.Combine(data, "acl-tokens.json"));
        survey.AddIfThere(FileRole.BootstrapReset, Path.Combine(data, "acl-bootstrap-reset"));
        survey.AddContent(FileRole.RegisteredService, Path.Combine(data, "services"));
        survey.AddContent(FileRole.RegisteredCheck, Path.Combine(data, "checks"));
        string raft = Path.Combine(data, "raft");
        survey.AddIfThere(FileRole.RaftFolder, raft);
        survey.AddIfThere(FileRole.RaftLog, Path.Combine(raft, "raft.db"));
        foreach (string snapshot in survey.Folders(FileRole.RaftSnapshot, Path.Combine(raft, "snapshots")))
        {
            survey.AddContent(FileRole.RaftSnapshot, snapshot, "state.bin");
        }
    }

    private void Tls()
    {
        foreach (AgentTls tls in place.Tls)
        {
            Add(FileRole.Certificate, tls.CertificateFile);
            Add(FileRole.PrivateKey, tls.KeyFile);
            Add(FileRole.Authority, tls.CaFile);
        }
    }

    private void Program()
    {
        if (place.Process?.Program.Value is not { } program)
        {
            return;
        }

        survey.Add(FileRole.Program, program);
        for (string? folder = Path.GetDirectoryName(program); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            survey.Add(FileRole.ProgramFolder, folder);
        }
    }

    // log_file is a folder, or the beginning of the files' names.
    private void Logs()
    {
        if (place.Full(place.Merged.String("log_file")) is not { } log)
        {
            return;
        }

        bool isFolder = log.EndsWith("/", StringComparison.Ordinal) || Directory.Exists(log);
        string folder = isFolder ? log.TrimEnd('/') : Path.GetDirectoryName(log)!;
        survey.Add(FileRole.LogFolder, folder);
        survey.AddContent(FileRole.LogFile, folder, (isFolder ? "consul" : Path.GetFileNameWithoutExtension(log)) + "*");
    }

    private void Named()
    {
        Add(FileRole.IntroToken, place.Merged.String("auto_config.intro_token_file"));
        foreach (string script in place.Merged.Strings("ui_config.metrics_provider_files"))
        {
            Add(FileRole.UiScript, script);
        }

        string[] addresses = ["client_addr", "addresses.http", "addresses.https", "addresses.grpc", "addresses.dns"];
        foreach (string address in addresses.SelectMany(name => (place.Merged.String(name) ?? string.Empty).Split(' ')))
        {
            if (address.StartsWith("unix:", StringComparison.Ordinal))
            {
                survey.Add(FileRole.Socket, address.Substring(5).Replace("//", "/"));
            }
        }

        foreach (string program in WatchHandlers.Of(place.Merged).Where(Path.IsPathRooted))
        {
            survey.Add(FileRole.WatchHandler, program);
        }
    }

    private void Snapshots()
    {
        IEnumerable<string> folders = place.Paths.Where(Directory.Exists)
            .Concat(place.DataFolder is { } data ? new[] { data, Path.GetDirectoryName(data) ?? data } : [])
            .Concat([Backups]);
        foreach (string path in folders.Distinct().SelectMany(folder => s_snapshotNames.SelectMany(name => Quiet(folder, name))).Distinct().ToList())
        {
            survey.Add(FileRole.ExportedSnapshot, path);
        }
    }

    private void Add(FileRole role, string? path)
    {
        if (place.Full(path) is { } full)
        {
            survey.Add(role, full);
        }
    }

    private static string[] Quiet(string folder, string pattern)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            // Somewhere to look by habit only: the agent's own folders are reported by those who need them.
            return [];
        }
    }
}
