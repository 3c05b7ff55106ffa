using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace ConsulSecurity.Platform;

/// <summary>The names of this host's users and groups by their numbers; a number that has none is its own name.</summary>
internal sealed class AccountNames(string users = "/etc/passwd", string groups = "/etc/group")
{
    private readonly Dictionary<uint, string> _users = Read(users);
    private readonly Dictionary<uint, string> _groups = Read(groups);

    public string User(uint id) => Name(_users, id);

    public string Group(uint id) => Name(_groups, id);

    private static string Name(Dictionary<uint, string> names, uint id) =>
        names.TryGetValue(id, out string? name) ? name : id.ToString(CultureInfo.InvariantCulture);

    // name:password:number:...
    private static Dictionary<uint, string> Read(string file)
    {
        var names = new Dictionary<uint, string>();
        try
        {
            foreach (string line in File.ReadLines(file))
            {
                string[] fields = line.Split(':');
                if (fields.Length > 2 && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint id) && !names.ContainsKey(id))
                {
                    names[id] = fields[0];
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Numbers will do.
        }

        return names;
    }
}
