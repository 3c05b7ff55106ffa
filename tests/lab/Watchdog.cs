using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace ConsulSecurity.Lab;

/// <summary>
/// A child of this process that kills what the lab started, and removes its folders, when this process ends in any way.
/// (The parent-death signal of Linux would not do: it goes by the thread that started the child, and pool threads come and go.)
/// </summary>
internal static class Watchdog
{
    private const string Script = """
        trap '' INT TERM HUP
        pids= folders= files=
        while read -r verb what; do
          case $verb in
            +pid) pids="$pids $what" ;;
            -pid) pids=$(for p in $pids; do [ "$p" = "$what" ] || printf ' %s' "$p"; done) ;;
            +file) files="$files $what" ;;
            +folder) folders="$folders$what
        " ;;
          esac
        done
        [ -z "$pids" ] || kill -KILL $pids
        for f in $files; do
          p=$(cat "$f" 2>/dev/null) && grep -q '^Name:.consul' "/proc/$p/status" 2>/dev/null && kill -KILL "$p"
        done
        set -f
        IFS='
        '
        for f in $folders; do [ ! -d "$f" ] || rm -rf "$f"; done
        """;

    private static readonly object s_lock = new();
    private static readonly Lazy<TextWriter> s_input = new(Start);

    public static void Add(Process process) => Tell("+pid", process.Id.ToString(CultureInfo.InvariantCulture));

    public static void Remove(Process process) => Tell("-pid", process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>A file with the id of a process that others may have started.</summary>
    public static void AddProcessFile(string path) => Tell("+file", path);

    public static void AddFolder(string folder) => Tell("+folder", folder);

    private static void Tell(string verb, string what)
    {
        lock (s_lock)
        {
            s_input.Value.WriteLine($"{verb} {what}");
        }
    }

    private static StreamWriter Start()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script]) { RedirectStandardInput = true, RedirectStandardError = true };
        StreamWriter input = Process.Start(start)!.StandardInput;
        input.AutoFlush = true;
        input.NewLine = "\n";
        return input;
    }
}
