using System;
using System.ComponentModel;
using System.IO;

namespace ConsulSecurity.Platform;

/// <summary>The errors of files and folders: message and id in one place.</summary>
internal static class FileErrors
{
    public static ConsulSecurityException Exists(string path) => new(
        "FileExists",
        ConsulErrorKind.AlreadyExists,
        $"The file '{path}' exists and is not overwritten: choose another name, or use -Force to replace it.",
        path);

    public static ConsulSecurityException NotFound(string path) => new(
        "FileNotFound",
        ConsulErrorKind.NotFound,
        $"There is no file '{path}': check the path.",
        path);

    public static ConsulSecurityException FolderNotFound(string path) => new(
        "FolderNotFound",
        ConsulErrorKind.NotFound,
        $"There is no folder '{path}': create it first, or give another path.",
        path);

    public static ConsulSecurityException FolderOpenToOthers(string path) => new(
        "FolderOpenToOthers",
        ConsulErrorKind.InvalidState,
        $"Other accounts can write to the folder '{path}' or to one above it, so a key there could be exchanged: "
        + "take their write permission away, or choose a folder of your own.",
        path);

    public static ConsulSecurityException Refused(string doing, string path, Exception? inner = null) => new(
        "FileAccessDenied",
        ConsulErrorKind.PermissionDenied,
        $"The system does not let this account {doing} '{path}': run as the account that owns it, or change its permissions.",
        path,
        inner);

    public static ConsulSecurityException Failed(string doing, string path, string reason, Exception? inner = null) => new(
        "FileOperationFailed",
        ConsulErrorKind.InvalidState,
        $"Could not {doing} '{path}' ({reason}): mend that and run the command again.",
        path,
        inner);

    /// <summary>The error for what a call to the C library left in errno.</summary>
    public static ConsulSecurityException FromErrno(int errno, string doing, string path) => errno switch
    {
        1 or 13 or 30 => Refused(doing, path),
        2 => NotFound(path),
        17 => Exists(path),
        _ => Failed(doing, path, new Win32Exception(errno).Message),
    };

    /// <summary>The error for a Windows error number.</summary>
    public static ConsulSecurityException FromWindows(int error, string doing, string path) => error switch
    {
        5 or 19 => Refused(doing, path),
        2 or 3 => NotFound(path),
        80 or 183 => Exists(path),
        _ => Failed(doing, path, new Win32Exception(error).Message),
    };

    /// <summary>The error for what .NET throws when a file is opened, read or written.</summary>
    public static ConsulSecurityException FromException(Exception exception, string doing, string path) => exception switch
    {
        ConsulSecurityException ours => ours,
        FileNotFoundException or DirectoryNotFoundException => NotFound(path),
        UnauthorizedAccessException => Refused(doing, path, exception),
        _ => Failed(doing, path, exception.Message.TrimEnd('.'), exception),
    };
}
