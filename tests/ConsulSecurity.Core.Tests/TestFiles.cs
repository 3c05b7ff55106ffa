using System;
using System.IO;

namespace ConsulSecurity.Core.Tests;

/// <summary>Finds the files of the repository that tests read.</summary>
internal static class TestFiles
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Fixture(params string[] parts) => Path.Combine([Root, "tests", "fixtures", .. parts]);

    public static string Approved(params string[] parts) => Path.Combine([Root, "tests", "approved", .. parts]);

    private static string FindRoot(string directory) =>
        File.Exists(Path.Combine(directory, "ConsulSecurity.sln")) ? directory : FindRoot(Path.GetDirectoryName(directory)!);
}
