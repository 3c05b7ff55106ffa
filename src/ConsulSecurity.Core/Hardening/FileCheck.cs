using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Hardening;

/// <summary>A check of who may do what with the files of some roles: a finding for each that is open, or one for all that are not.</summary>
/// <param name="info">What it asks for.</param>
/// <param name="expected">What should be there, in words.</param>
/// <param name="roles">Which files.</param>
internal abstract class FileCheck(HardeningCheckInfo info, string expected, params FileRole[] roles) : HardeningCheck(info)
{
    /// <summary>Takes the rights of others away; which files, the findings say by their place.</summary>
    public override IReadOnlyList<Remedy> Remedies => [.. roles.Select(role => new Remedy.FileMode(role.ToString()))];

    public sealed override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot) => snapshot.Nodes.SelectMany(node => Judge(node, snapshot));

    /// <summary>Whether a file is as it should be.</summary>
    protected abstract bool Holds(FileEvidence file, NodeSnapshot node);

    /// <summary>What it comes to where there is no such file.</summary>
    protected virtual Judgement WithoutFiles(NodeSnapshot node) => Judgement.NotApplicable(node.Name, "there is no such file");

    /// <summary>What else has to be known; null where nothing is missing.</summary>
    protected virtual string? Missing(NodeSnapshot node) => null;

    private List<Judgement> Judge(NodeSnapshot node, ClusterSnapshot snapshot)
    {
        if (!node.Host.Files.IsKnown)
        {
            return [Judgement.Unknown(node.Name, HostView.Missing(node.Host.Files))];
        }

        if (Missing(node) is { } missing)
        {
            return [Judgement.Unknown(node.Name, missing)];
        }

        List<FileEvidence> files = [.. node.Host.Files.Value!.Where(file => roles.Contains(file.Role))];
        List<Judgement> judged =
        [
            .. files.Where(file => file.State == EvidenceState.Known && !Holds(file, node)).Select(file => Judgement.Of(
                false, $"{node.Name}:{file.Path}", expected, file.ToString(), new SourceLocation(file.Path, 0, 0))),
            .. files.Where(file => file.State == EvidenceState.NoPermission).Select(file => Judgement.Unknown(
                $"{node.Name}:{file.Path}", $"the right to look into '{file.Path}': run as the agent's account, or root")),
        ];
        int known = files.Count(file => file.State == EvidenceState.Known);
        return judged.Count > 0 ? judged
            : known == 0 ? [WithoutFiles(node)]
            : [Judgement.Of(true, node.Name, expected, known == 1 ? files.First(f => f.State == EvidenceState.Known).ToString() : $"{known} files and folders")];
    }
}

/// <summary>What a file's rights come to.</summary>
internal static class FileRights
{
    public static FilePermissions Of(FileEvidence file) => new() { Mode = file.Mode, OwnerId = file.OwnerId, GroupId = file.GroupId, Sddl = file.Sddl };

    /// <summary>Whether anybody but the owner can do anything with it.</summary>
    public static bool IsPrivate(FileEvidence file) => file.Mode is { } mode ? (mode & 0x3F) == 0 : !Of(file).OthersCanRead && !Of(file).OthersCanWrite;

    /// <summary>Whether everybody can read it, or others change it.</summary>
    public static bool IsOpen(FileEvidence file) => Of(file).EveryoneCanRead || Of(file).OthersCanWrite;

    /// <summary>Whether accounts that are neither the owner nor root can change it; a sticky folder keeps names from each other.</summary>
    public static bool OthersCanChange(FileEvidence file) => Of(file).OthersCanWrite && !(file.IsFolder && file.Mode is { } mode && (mode & 0x200) != 0);

    /// <summary>Whether root or the administrators own it.</summary>
    public static bool IsTheSystems(FileEvidence file) => file.OwnerId is null or 0;

    /// <summary>Whether a process may change it by its own account or groups; root may always.</summary>
    public static bool CanBeChangedBy(FileEvidence file, ProcessEvidence process) => file.Mode is { } mode && process.UserId != 0
        && (file.OwnerId == process.UserId || ((mode & 0x10) != 0 && file.GroupId is { } group && process.GroupIds.Contains(group)));
}
