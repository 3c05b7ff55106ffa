using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ConsulSecurity.Configuration;
using ConsulSecurity.Hcl;
using ConsulSecurity.Text;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Core.Tests.Hcl;

/// <summary>
/// The same texts given to us and to the Go libraries that Consul reads with. CONSULSECURITY_HCL_COUNT says how many (20,000 by default, 200,000
/// with CONSULSECURITY_SOAK=1), CONSULSECURITY_HCL_SEED where to start; every failure prints the seed of its text.
/// </summary>
public sealed partial class HclDifferentialTests(HclOracle oracle, ITestOutputHelper output) : IClassFixture<HclOracle>
{
    [Fact]
    public void We_and_Consul_agree_on_generated_and_spoiled_texts()
    {
        if (oracle.WhyNot is not null)
        {
            output.WriteLine("SKIPPED: " + oracle.WhyNot);
            return;
        }

        int seed = Setting("CONSULSECURITY_HCL_SEED", 1);
        int count = Setting("CONSULSECURITY_HCL_COUNT", Environment.GetEnvironmentVariable("CONSULSECURITY_SOAK") == "1" ? 200_000 : 20_000);
        int accepted = 0, listed = 0;
        var disagreements = new List<string>();
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < count && disagreements.Count < 20; i++)
        {
            (char mode, byte[] text) = new HclGenerator(seed + i).Next();
            string[] theirs = oracle.Ask(mode, text);
            string[] ours = Judge(mode, text);
            accepted += theirs[1] == "accepted" ? 1 : 0;
            if (string.Join('\t', ours) == string.Join('\t', theirs).Replace("panic", "refused", StringComparison.Ordinal))
            {
                continue;
            }

            if (ListedDifference(mode, text) is not null)
            {
                listed++;
                continue;
            }

            disagreements.Add($"seed {seed + i}, mode {mode}: {Convert.ToHexString(text)} {Encoding.UTF8.GetString(text)}\n  theirs: {string.Join(" | ", theirs)}\n  ours:   {string.Join(" | ", ours)}");
        }

        output.WriteLine($"{count} texts from seed {seed} in {clock.Elapsed.TotalSeconds:F0} s: {accepted} accepted by Go, {disagreements.Count} disagreements, {listed} listed differences");
        Assert.True(disagreements.Count == 0, string.Join("\n\n", disagreements));
    }

    private static string[] Judge(char mode, byte[] text)
    {
        SourceText source = SourceText.FromBytes(text);
        HclDocument document = mode == 'j' ? HclReader.ReadJson(source) : HclReader.Read(source);
        ConfigObject? values = ConfigDecoder.Decode(document);
        bool accepted = mode == 'j' || document.ServerAccepts;
        return
        [
            accepted ? "accepted" : "refused",
            values is null ? "refused" : "accepted",
            mode == 'j' || !accepted ? string.Empty : HclDump.Tree(document),
            values is null ? string.Empty : HclDump.Values(values),
        ];
    }

    /// <summary>Why a disagreement is meant; null where it is not.</summary>
    private static string? ListedDifference(char mode, byte[] text)
    {
        string content = Encoding.UTF8.GetString(text);
        bool lenientJson = mode == 'h' && content.TrimStart().StartsWith('{');
        if (lenientJson && content.Contains('\0', StringComparison.Ordinal))
        {
            return "A null character behind a number of lenient JSON is part of the number for Go; we refuse it.";
        }

        if (lenientJson && LoneSurrogate().IsMatch(content))
        {
            return "Go 1.17 and later refuse half a surrogate pair in a JSON string of HCL; Consul 1.8 was built with an older one, which writes U+FFFD, and so do we.";
        }

        return mode == 'h' && ForeignMark().IsMatch(content)
            ? "Go cuts a heredoc's end mark off by its bytes: one of letters outside ASCII with carriage returns behind it is cut in the middle of a letter."
            : null;
    }

    [GeneratedRegex(@"\\u[dD][89a-fA-F]|\\U(0000[dD][89a-fA-F]|[89a-fA-F])")]
    private static partial Regex LoneSurrogate();

    [GeneratedRegex(@"<<-?\w*[^\x00-\x7f]\w*\r*\n[\s\S]*\r")]
    private static partial Regex ForeignMark();

    private static int Setting(string name, int normal) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : normal;
}
