using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using Xunit;

namespace ConsulSecurity.Core.Tests.Compatibility;

/// <summary>Windows PowerShell 5.1 without a Windows machine: what ships resolves against .NET Framework 4.7.2.</summary>
public sealed class WindowsPowerShellTests : IDisposable
{
    private readonly AssemblyCatalog _catalog = new();
    private readonly ReferenceChecker _checker;

    public WindowsPowerShellTests()
    {
        string framework = Metadata("NetFrameworkReferences");
        _catalog.AddFolder(framework);
        _catalog.AddFolder(Path.Combine(framework, "Facades"));
        _catalog.Add(Metadata("PowerShellReference"));
        _checker = new ReferenceChecker(_catalog);
    }

    public static TheoryData<string> Shipped { get; } = [.. ShippedFiles().Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Everything_that_a_shipped_assembly_refers_to_is_there(string file)
    {
        var shipped = ShippedFiles().ToDictionary(path => Path.GetFileName(path)!, _catalog.Add);

        Assert.Empty(_checker.Missing(shipped[file]));
    }

    [Fact]
    public void Shipped_assemblies_refer_to_each_other_in_the_version_that_ships()
    {
        CatalogAssembly[] shipped = [.. ShippedFiles().Select(_catalog.Add)];

        Assert.Contains(shipped, assembly => assembly.Name == "ConsulSecurity");
        Assert.Empty(ReferenceChecker.WrongVersions(shipped));
    }

    [Fact]
    public void What_NET_Framework_lacks_is_reported_and_what_it_has_is_not()
    {
        // References in this very assembly, which is for a newer .NET.
        string text = new StringBuilder().Append("lacking").ToString();
        Assert.True(text.Contains("LACK", StringComparison.OrdinalIgnoreCase));
        Assert.NotNull(new UnixDomainSocketEndPoint("/lacking"));

        IReadOnlyList<string> missing = _checker.Missing(_catalog.Add(typeof(WindowsPowerShellTests).Assembly.Location));

        Assert.Contains("[System.Runtime]System.String::Contains System.Boolean (0, True)(System.String,System.StringComparison)", missing);
        Assert.Contains("[System.Net.Sockets]System.Net.Sockets.UnixDomainSocketEndPoint", missing);
        Assert.DoesNotContain(missing, each => each.Contains("System.Text.StringBuilder::Append System.Text.StringBuilder (0, True)(System.String)", StringComparison.Ordinal));
        Assert.DoesNotContain(missing, each => each.EndsWith("]System.String", StringComparison.Ordinal));
    }

    public void Dispose() => _catalog.Dispose();

    private static string[] ShippedFiles() => Directory.GetFiles(Metadata("ModuleBin"), "*.dll");

    private static string Metadata(string key) => typeof(WindowsPowerShellTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
