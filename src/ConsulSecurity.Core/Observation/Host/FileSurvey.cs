using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Observation;

/// <summary>Collects who may do what with files and folders; what this account may not look at is said so.</summary>
internal sealed class FileSurvey(AccountNames accounts)
{
    private readonly List<FileEvidence> _files = [];
    private readonly HashSet<(FileRole, string)> _seen = [];

    public IReadOnlyList<FileEvidence> Files => _files;

    /// <summary>A file or folder by its name.</summary>
    public FileEvidence? Add(FileRole role, string path)
    {
        if (!_seen.Add((role, path)))
        {
            return null;
        }

        FileEvidence file = Look(role, path);
        _files.Add(file);
        return file;
    }

    /// <summary>A file or folder, if it is there.</summary>
    public void AddIfThere(FileRole role, string path)
    {
        FileEvidence file = Look(role, path);
        if (file.State != EvidenceState.NotConfigured && _seen.Add((role, path)))
        {
            _files.Add(file);
        }
    }

    /// <summary>The files in a folder; where it may not be listed, the folder's name stands for them.</summary>
    public IReadOnlyList<string> AddContent(FileRole role, string folder, string pattern = "*")
    {
        string[] found = List(role, folder, Directory.GetFiles, pattern);
        foreach (string path in found)
        {
            Add(role, path);
        }

        return found;
    }

    /// <summary>The folders in a folder.</summary>
    public IReadOnlyList<string> Folders(FileRole role, string folder) => List(role, folder, Directory.GetDirectories, "*");

    /// <summary>What there is to know about one file.</summary>
    public FileEvidence Look(FileRole role, string path)
    {
        try
        {
            FilePermissions permissions = HostFiles.Current.Read(path);
            return new FileEvidence
            {
                Path = path,
                Role = role,
                IsFolder = Directory.Exists(path),
                Mode = permissions.Mode,
                OwnerId = permissions.OwnerId,
                Owner = permissions.OwnerId is { } owner ? accounts.User(owner) : null,
                GroupId = permissions.GroupId,
                Group = permissions.GroupId is { } group ? accounts.Group(group) : null,
                Sddl = permissions.Sddl,
                ChangedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(path)),
            };
        }
        catch (ConsulSecurityException e)
        {
            return new FileEvidence
            {
                Path = path,
                Role = role,
                State = e.Kind == ConsulErrorKind.NotFound ? EvidenceState.NotConfigured : EvidenceState.NoPermission,
            };
        }
    }

    private string[] List(FileRole role, string folder, Func<string, string, string[]> list, string pattern)
    {
        try
        {
            return Directory.Exists(folder) ? [.. list(folder, pattern).OrderBy(path => path, StringComparer.Ordinal)] : [];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            if (_seen.Add((role, folder)))
            {
                _files.Add(new FileEvidence { Path = folder, Role = role, State = EvidenceState.NoPermission });
            }

            return [];
        }
    }
}
