using System;
using System.IO;
using System.Linq;
using ConsulSecurity.Hardening;
using Xunit;

namespace ConsulSecurity.Core.Tests.Hardening;

/// <summary>help/checks has a page for each check, and it says what the check says. ./build.sh Help makes them.</summary>
public class CheckPagesTests
{
    private static readonly string s_folder = Path.Combine(TestFiles.Root, "help", "checks");

    public static TheoryData<string> Ids => [.. CheckCatalog.All.Select(c => c.Info.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_of_a_check_says_what_it_says(string id)
    {
        HardeningCheckInfo check = CheckCatalog.All.Single(c => c.Info.Id == id).Info;
        string page = Plain(File.ReadAllText(Path.Combine(s_folder, id + ".md")));

        Assert.StartsWith($"# {id}: {Plain(check.Title)}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| {check.Severity} | {check.Level} | {check.Area} |", page, StringComparison.Ordinal);
        Assert.All([check.Why, check.GivenUp, check.Remedy, check.Needs, .. check.References], text => Assert.Contains(Plain(text), page, StringComparison.Ordinal));
    }

    [Fact]
    public void There_is_a_page_for_each_check_and_no_other_and_the_index_names_them()
    {
        string[] pages = [.. Directory.GetFiles(s_folder).Select(Path.GetFileNameWithoutExtension).Where(name => name != "README").Order(StringComparer.Ordinal)!];
        string index = File.ReadAllText(Path.Combine(s_folder, "README.md"));

        Assert.Equal(CheckCatalog.All.Select(c => c.Info.Id).Order(StringComparer.Ordinal), pages);
        Assert.All(pages, id => Assert.Contains($"[{id}]({id}.md)", index, StringComparison.Ordinal));
    }

    private static string Plain(string text) => text.Replace("\\", string.Empty, StringComparison.Ordinal).Replace("\r", string.Empty, StringComparison.Ordinal);
}
