using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ConsulSecurity.Configuration.Inspection;
using ConsulSecurity.Core.Tests;
using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Configuration;

/// <summary>The inspection and a real agent agree on what starts and what does not.</summary>
public sealed class InspectionTests : IDisposable
{
    private static readonly Version s_version = new(1, 8, 7);
    private readonly AgentProbe _probe = new();
    private readonly string _certificates;

    public InspectionTests()
    {
        _certificates = _probe.NewFolder();
        ProbeCertificates.Write(_certificates);
    }

    public void Dispose() => _probe.Dispose();

    [Fact]
    public async Task What_the_agent_starts_with_has_no_errors()
    {
        var wrong = new List<string>();
        IReadOnlyList<(string Title, string FileName, string Text)> cases = ConfigurationCases.Read(Fixture("good.txt"));
        foreach ((string title, string file, string text) in cases)
        {
            (bool starts, string errors, string log) = await TryAsync(file, text);
            if (!starts || errors.Length > 0)
            {
                wrong.Add($"{title}: {(starts ? "starts" : "does not start: " + log)}\n{errors}");
            }
        }

        Assert.True(cases.Count >= 60, $"{cases.Count} cases");
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Fact]
    public async Task What_has_errors_the_agent_does_not_start_with()
    {
        var wrong = new List<string>();
        foreach ((string title, string file, string text) in ConfigurationCases.Read(Fixture("mistakes.txt")).Where(c => c.Title != "relative path"))
        {
            (bool starts, string errors, _) = await TryAsync(file, text);
            if (starts == errors.Length > 0)
            {
                wrong.Add($"{title}: {(starts ? "starts" : "does not start")}\n{errors}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    private async Task<(bool Starts, string Errors, string Log)> TryAsync(string file, string text)
    {
        string folder = _probe.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, file), text.Replace("{certs}", _certificates, StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "last.hcl"),
            $$"""
            data_dir = "/tmp"
            bind_addr = "{{_probe.Address}}"
            client_addr = "{{_probe.Address}}"
            disable_update_check = true
            acl { tokens { agent_master = "probe" } }
            """);
        string[] errors = [.. ConfigurationInspector.Inspect([folder], s_version, DateTimeOffset.UtcNow)
            .Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
        (JsonNode? self, string log) = await _probe.RunAsync(folder, "probe");
        return (self is not null, string.Join('\n', errors), log);
    }

    private static string Fixture(string name) => Path.Combine(ConsulBinary.Checkout, "tests", "fixtures", "configuration", name);
}
