using System;
using System.IO;
using System.Linq;
using ConsulSecurity.Hcl;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>Opens every file that the configuration names.</summary>
internal static class FileInspection
{
    public static void Run(InspectionContext context)
    {
        foreach (MergedSetting setting in context.Configuration.Settings.Values.Where(s => s.Value is string { Length: > 0 }))
        {
            string path = (string)setting.Value;
            bool named = setting.Setting.NamesFile || setting.Setting.NamesDirectory;
            if (path.Any(char.IsControl))
            {
                context.Warning("PathWithControlCharacter", setting, $"The path of '{setting.Setting.Path}' has a tab or a line end in it: in quotes '\\t' and '\\n' are escapes.", HclErrors.PathBackslash);
            }
            else if (named && !IsRooted(path))
            {
                context.Warning("RelativePath", setting, $"The path '{path}' counts from the folder that the agent is started in; it was not looked at.", "Write the whole path.");
            }
            else if (setting.Setting.NamesFile)
            {
                File(context, setting, path);
            }
            else if (setting.Setting.Name == "ca_path" && !Directory.Exists(path))
            {
                context.Error("FolderNotFound", setting, $"There is no folder '{path}', which '{setting.Setting.Path}' names.");
            }
        }
    }

    // A configuration for the other kind of system is judged as text only.
    public static bool IsRooted(string path) => Path.IsPathRooted(path) || path.Contains(":\\") || path.Contains(":/");

    private static void File(InspectionContext context, MergedSetting setting, string path)
    {
        string? problem = Problem(path);
        if (problem is null)
        {
            return;
        }

        if (IsOpened(context, setting))
        {
            context.Error("FileNotReadable", setting, $"The file '{path}', which '{setting.Setting.Path}' names, {problem}.", "The agent does not start without it.");
        }
        else
        {
            context.Warning("FileNotReadable", setting, $"The file '{path}', which '{setting.Setting.Path}' names, {problem}.", "The agent does not open it as things stand.");
        }
    }

    // Consul opens a certificate only together with a key.
    private static bool IsOpened(InspectionContext context, MergedSetting setting)
    {
        string path = setting.Setting.Path;
        return setting.Setting.Name switch
        {
            "cert_file" => Other(context, path, "cert_file", "key_file"),
            "key_file" => Other(context, path, "key_file", "cert_file"),
            "ca_file" => true,
            "license_path" => false,
            _ => context.Configuration.Bool("auto_config.enabled"),
        };
    }

    private static bool Other(InspectionContext context, string path, string from, string to)
    {
        string other = path.Substring(0, path.Length - from.Length) + to;
        return context.Said(other) is { Value: string { Length: > 0 } };
    }

    private static string? Problem(string path)
    {
        try
        {
            using FileStream stream = System.IO.File.OpenRead(path);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return Directory.Exists(path) ? "is a folder" : "cannot be read by this account";
        }
        catch (IOException)
        {
            return "is not there";
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return "has a name that cannot be";
        }
    }
}
