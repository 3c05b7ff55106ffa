using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace ConsulSecurity.Lab;

/// <summary>The consul binary that the lab runs; found, or fetched once, by <c>get-consul.sh</c>.</summary>
public static class ConsulBinary
{
    private static readonly Lazy<string> s_path = new(Find, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The path of the binary.</summary>
    public static string Path => s_path.Value;

    /// <summary>The root of the checkout that this assembly was built in.</summary>
    public static string Checkout { get; } = FindCheckout();

    private static string Find()
    {
        var start = new ProcessStartInfo("bash", [System.IO.Path.Combine(Checkout, "tests", "lab", "get-consul.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process script = Process.Start(start)!;
        System.Threading.Tasks.Task<string> errors = script.StandardError.ReadToEndAsync();
        string output = script.StandardOutput.ReadToEnd().Trim();
        script.WaitForExit();
        return script.ExitCode == 0 ? output : throw new LabException(errors.GetAwaiter().GetResult().Trim());
    }

    private static string FindCheckout()
    {
        for (string? folder = System.IO.Path.GetDirectoryName(typeof(ConsulBinary).Assembly.Location);
            folder is not null;
            folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (File.Exists(System.IO.Path.Combine(folder, "tests", "lab", "get-consul.sh")))
            {
                return folder;
            }
        }

        throw new LabException($"'{typeof(ConsulBinary).Assembly.Location}' does not lie in a checkout: build the lab in place.");
    }
}
