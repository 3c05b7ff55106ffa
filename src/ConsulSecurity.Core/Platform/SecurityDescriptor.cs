using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ConsulSecurity.Platform;

/// <summary>Reads as much of the security descriptor language as it takes to see whether a DACL lets strangers in.</summary>
internal static class SecurityDescriptor
{
    /// <summary>Owner, SYSTEM and administrators have all rights, nothing is inherited.</summary>
    public const string OwnerOnly = "D:P(A;;FA;;;OW)(A;;FA;;;SY)(A;;FA;;;BA)";

    /// <summary>The same for a folder, handed down to what is made in it.</summary>
    public const string OwnerOnlyFolder = "D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";

    private const uint ReadData = 0x1;
    private const uint ChangeRights = 0x2 | 0x4 | 0x40 | 0x10000 | 0x40000 | 0x80000;

    // Everyone, users, authenticated users, anonymous, guests, interactive, network, domain users, domain guests, app packages.
    private static readonly HashSet<string> s_strangers = new(StringComparer.OrdinalIgnoreCase)
    {
        "WD", "BU", "AU", "AN", "BG", "IU", "NU", "DU", "DG", "AC", "S-1-1-0", "S-1-5-32-545", "S-1-5-11", "S-1-5-7", "S-1-5-32-546", "S-1-5-4", "S-1-5-2",
    };

    private static readonly Dictionary<string, uint> s_rights = new(StringComparer.Ordinal)
    {
        ["FA"] = 0x1F01FF,
        ["FR"] = 0x120089,
        ["FW"] = 0x120116,
        ["FX"] = 0x1200A0,
        ["GA"] = 0x1F01FF,
        ["GR"] = 0x120089,
        ["GW"] = 0x120116,
        ["GX"] = 0x1200A0,
        ["CC"] = 0x1,
        ["DC"] = 0x2,
        ["LC"] = 0x4,
        ["SW"] = 0x8,
        ["RP"] = 0x10,
        ["WP"] = 0x20,
        ["DT"] = 0x40,
        ["LO"] = 0x80,
        ["CR"] = 0x100,
        ["SD"] = 0x10000,
        ["RC"] = 0x20000,
        ["WD"] = 0x40000,
        ["WO"] = 0x80000,
    };

    /// <summary>Whether accounts beyond owner, SYSTEM and administrators can read. No DACL at all means everyone can.</summary>
    public static bool OthersCanRead(string? sddl) => Grants(sddl, ReadData);

    /// <summary>Whether accounts beyond owner, SYSTEM and administrators can write, delete or take over.</summary>
    public static bool OthersCanWrite(string? sddl) => Grants(sddl, ChangeRights);

    private static bool Grants(string? sddl, uint wanted)
    {
        string? dacl = Dacl(sddl);
        return dacl is null || Aces(dacl).Any(ace =>
            ace.Length >= 6
            && ace[0] == "A"
            && ace[1].IndexOf("IO", StringComparison.Ordinal) < 0
            && s_strangers.Contains(ace[5])
            && (Rights(ace[2]) & wanted) != 0);
    }

    private static string? Dacl(string? sddl)
    {
        int start = sddl?.IndexOf("D:", StringComparison.Ordinal) ?? -1;
        if (sddl is null || start < 0 || sddl.IndexOf("NO_ACCESS_CONTROL", start, StringComparison.Ordinal) >= 0)
        {
            return null;
        }

        int end = sddl.IndexOf("S:", start + 2, StringComparison.Ordinal);
        return end < 0 ? sddl.Substring(start + 2) : sddl.Substring(start + 2, end - start - 2);
    }

    private static IEnumerable<string[]> Aces(string dacl)
    {
        for (int open = dacl.IndexOf('('); open >= 0; open = dacl.IndexOf('(', open + 1))
        {
            int close = dacl.IndexOf(')', open);
            yield return dacl.Substring(open + 1, (close < 0 ? dacl.Length : close) - open - 1).Split(';');
        }
    }

    private static uint Rights(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return uint.Parse(text.Substring(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        uint rights = 0;
        for (int i = 0; i + 2 <= text.Length; i += 2)
        {
            rights |= s_rights.TryGetValue(text.Substring(i, 2), out uint bits) ? bits : 0;
        }

        return rights;
    }
}
