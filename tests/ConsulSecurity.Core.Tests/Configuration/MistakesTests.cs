using System;
using System.IO;
using System.Text;
using ConsulSecurity.Configuration;
using ConsulSecurity.Configuration.Inspection;
using ConsulSecurity.Text;
using Xunit;

namespace ConsulSecurity.Core.Tests.Configuration;

/// <summary>Whole messages for mistakes that people make. With CONSULSECURITY_APPROVE=1 the approved file is written anew.</summary>
public class MistakesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_mistake_is_said_as_approved()
    {
        var text = new StringBuilder();
        foreach ((string title, string file, string content) in ConfigurationCases.Read(TestFiles.Fixture("configuration", "mistakes.txt")))
        {
            MergedConfiguration configuration = MergedConfiguration.FromTexts(
                [SourceText.FromBytes(Encoding.UTF8.GetBytes("data_dir = \"/tmp/x\"\n"), "0.hcl"), SourceText.FromBytes(Encoding.UTF8.GetBytes(content), file)],
                new Version(1, 8, 7));
            text.Append("=== ").Append(title).Append('\n');
            foreach (Diagnostic diagnostic in ConfigurationInspector.Inspect(configuration, s_now))
            {
                text.Append(diagnostic).Append(diagnostic.OffendingText.Length > 0 ? $" <<{diagnostic.OffendingText}>>" : string.Empty).Append('\n');
            }
        }

        string approved = TestFiles.Approved("configuration", "mistakes.txt");
        if (Environment.GetEnvironmentVariable("CONSULSECURITY_APPROVE") == "1")
        {
            File.WriteAllText(approved, text.ToString());
        }

        Assert.Equal(File.ReadAllText(approved), text.ToString());
    }

    [Fact]
    public void There_are_sixty_mistakes_and_each_has_a_diagnostic()
    {
        string[] cases = File.ReadAllText(TestFiles.Approved("configuration", "mistakes.txt")).Split("=== ", StringSplitOptions.RemoveEmptyEntries);

        Assert.True(cases.Length >= 60, $"{cases.Length} mistakes");
        Assert.DoesNotContain(cases, c => c.Trim().Split('\n').Length < 2);
    }
}
