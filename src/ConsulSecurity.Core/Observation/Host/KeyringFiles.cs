using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Gossip;
using ConsulSecurity.Platform;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>Reads the agent's keyring files; a key leaves as its fingerprint.</summary>
internal static class KeyringFiles
{
    private static readonly string[] s_rings = ["local", "remote"];

    public static Evidence<IReadOnlyList<KeyringFileEvidence>> Read(string dataFolder)
    {
        var found = new List<KeyringFileEvidence>();
        foreach (string ring in s_rings)
        {
            string path = Path.Combine(dataFolder, "serf", ring + ".keyring");
            try
            {
                byte[] content = SafeFile.Read(path);
                string[] keys = [.. JArray.Parse(System.Text.Encoding.UTF8.GetString(content)).Select(key => GossipKeys.Parse((string?)key ?? string.Empty).Fingerprint)];
                Array.Clear(content, 0, content.Length);
                found.Add(new KeyringFileEvidence(ring, path, keys, new DateTimeOffset(File.GetLastWriteTimeUtc(path))));
            }
            catch (ConsulSecurityException e) when (e.Kind == ConsulErrorKind.NotFound)
            {
                // A client has no ring beyond its datacenter.
            }
            catch (ConsulSecurityException e) when (e.Kind == ConsulErrorKind.PermissionDenied)
            {
                return Look.Missing<IReadOnlyList<KeyringFileEvidence>>(EvidenceState.NoPermission, $"the right to read '{path}': run as the agent's account, or root");
            }
            catch (Exception e) when (e is JsonException or ConsulSecurityException)
            {
                return Look.Missing<IReadOnlyList<KeyringFileEvidence>>(EvidenceState.Unreadable, $"a keyring in '{path}' that can be understood");
            }
        }

        return found.Count > 0
            ? Look.Seen<IReadOnlyList<KeyringFileEvidence>>(found)
            : MayEnter(dataFolder)
                ? Look.Missing<IReadOnlyList<KeyringFileEvidence>>(EvidenceState.NotConfigured, $"there is no keyring file in '{dataFolder}'")
                : Look.Missing<IReadOnlyList<KeyringFileEvidence>>(EvidenceState.NoPermission, $"the right to read '{dataFolder}': run as the agent's account, or root");
    }

    // A file in a folder that may not be entered looks like one that is not there.
    private static bool MayEnter(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder).Length >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e is DirectoryNotFoundException;
        }
    }
}
