using System;
using System.IO;
using System.Linq;
using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests;

/// <summary>A test that needs hosts with networks of their own, and says why it is skipped where there are none.</summary>
internal sealed class NamespaceFactAttribute : FactAttribute
{
    /// <param name="programs">Programs that it needs beside those of the lab.</param>
    public NamespaceFactAttribute(params string[] programs) =>
        Skip = NamespaceLab.Unavailable ?? (Array.Find(programs, program => !IsThere(program)) is string missing ? $"needs the program '{missing}'" : null);

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
