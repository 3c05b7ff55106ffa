using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Hardening;
using ConsulSecurity.Observation;
using Xunit;

namespace ConsulSecurity.Core.Tests.Hardening;

public class ProfileFileTests
{
    [Fact]
    public void The_profiles_of_the_module_are_there_by_name()
    {
        Assert.Equal(["Level1", "Level2"], ProfileFile.Shipped);
        Assert.Equal(1, ProfileFile.Find("level1")!.Level);
        Assert.Equal(CheckCatalog.All, ProfileFile.Find("Level2")!.Choose(CheckCatalog.All));
        Assert.Null(ProfileFile.Find("Level3"));
        Assert.All(ProfileFile.Shipped, name => Assert.True(File.Exists(Path.Combine(TestFiles.Root, "module", "profiles", name + ".json"))));
    }

    [Fact]
    public void A_profile_chooses_checks_and_changes_their_severity_and_numbers()
    {
        HardeningProfile profile = Read("""
            { "name": "ours", "Level": 2, "Checks": ["ACL-*", "TLS-09"], "Without": ["acl-28"],
              "Severities": { "TLS-09": "Critical" }, "Parameters": { "ACL-21": { "most": 3 } } }
            """);

        HardeningCheck[] checks = [.. profile.Choose(CheckCatalog.All)];

        Assert.Equal("ours", profile.Name);
        Assert.Equal(Severity.Critical, checks.Single(c => c.Info.Id == "TLS-09").Info.Severity);
        Assert.Equal(3, checks.Single(c => c.Info.Id == "ACL-21").Info.Parameters["Most"]);
        Assert.DoesNotContain(checks, c => c.Info.Id == "ACL-28");
        Assert.All(checks, c => Assert.Matches("^(ACL-|TLS-09)", c.Info.Id));
        Assert.Equal(2, CheckCatalog.All.Single(c => c.Info.Id == "ACL-21").Info.Parameters["Most"]);
    }

    [Fact]
    public void A_number_of_the_profile_decides()
    {
        ClusterSnapshot three = Snapshots.Secure() with
        {
            Tokens = Look.Seen<IReadOnlyList<AclToken>>([.. Enumerable.Range(1, 3).Select(i => Snapshots.Token($"{i}", $"admin {i}", AclPolicy.GlobalManagementId))]),
        };
        HardeningProfile profile = Read("""{ "Checks": "ACL-21", "Parameters": { "ACL-21": { "Most": 3 } } }""");

        Assert.Equal(FindingOutcome.Fail, Auditor.Judge(three, CheckCatalog.All).Single(f => f.Id == "ACL-21").Outcome);
        Assert.Equal(FindingOutcome.Pass, Auditor.Judge(three, profile.Choose(CheckCatalog.All)).Single().Outcome);
    }

    [Fact]
    public void A_tree_of_PowerShell_data_is_read_as_JSON_is()
    {
        var tree = new Hashtable
        {
            ["Level"] = 2,
            ["Checks"] = new object[] { "EXE-01" },
            ["Waivers"] = new object[] { new Hashtable { ["Check"] = "EXE-01", ["Subject"] = "s?", ["Justification"] = "x", ["Owner"] = "ops", ["Expires"] = "2027-01-31" } },
        };

        HardeningProfile profile = ProfileFile.ReadProfile(tree, "p.psd1");

        Assert.Equal("EXE-01", profile.Choose(CheckCatalog.All).Single().Info.Id);
        Assert.Equal(new HardeningWaiver("EXE-01", "s?", "x", "ops", new DateTime(2027, 1, 31)), profile.Waivers.Single());
    }

    [Theory]
    [InlineData("""{ "Levle": 1 }""", "'Levle' is no key of the profile (is 'Level' meant?)")]
    [InlineData("""{ "Level": 3 }""", "'Level' is 1 or 2")]
    [InlineData("""{ "Level": "1" }""", "'Level' is 1 or 2")]
    [InlineData("""{ "Checks": ["NOPE-*"] }""", "'NOPE-*' in 'Checks' matches no check")]
    [InlineData("""{ "Checks": [1] }""", "'Checks' is no text")]
    [InlineData("""{ "Severities": { "TLS-09": "Awful" } }""", "'Awful' of 'TLS-09' is no severity: one of Info, Low, Medium, High, Critical")]
    [InlineData("""{ "Severities": { "TLS-09": "7" } }""", "'7' of 'TLS-09' is no severity: one of Info, Low, Medium, High, Critical")]
    [InlineData("""{ "Severities": { "NOPE-01": "Low" } }""", "there is no check 'NOPE-01'")]
    [InlineData("""{ "Severities": "High" }""", "'Severities' is an object by check")]
    [InlineData("""{ "Parameters": { "ACL-21": { "Least": 3 } } }""", "'ACL-21' has no parameter 'Least'")]
    [InlineData("""{ "Parameters": { "ACL-21": { "Most": "3" } } }""", "'Most' of 'ACL-21' is no whole number")]
    [InlineData("""{ "Waivers": 3 }""", "'Waivers' is a list")]
    [InlineData("""{ "Waivers": [ 3 ] }""", "waiver 1 is no object")]
    [InlineData("""{ "Waivers": [ { "Check": "TLS-09", "Owner": "x", "Expires": "2027-01-01" } ] }""", "waiver 1 lacks 'Justification'")]
    [InlineData("""{ "Waivers": [ { "Check": "TLS-09", "Owner": " ", "Justification": "x", "Expires": "2027-01-01" } ] }""", "waiver 1 lacks 'Owner'")]
    [InlineData("""{ "Waivers": [ { "Check": "TLS-09", "Owner": "x", "Justification": "x", "Expires": "soon" } ] }""", "'Expires' of waiver 1 is no day such as '2027-01-31'")]
    [InlineData("[]", "a profile is an object (in PSD1 a hashtable)")]
    public void What_nobody_understands_is_named(string json, string what)
    {
        var error = Assert.Throws<ConsulSecurityException>(() => Read(json));

        Assert.Equal("HardeningProfileInvalid", error.ErrorId);
        Assert.Contains($"'p.json' cannot be used, {what}: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"Level\": ")]
    [InlineData("{ \"Level\": 1, \"Level\": 2 }")]
    [InlineData("{} {}")]
    public void JSON_that_is_none_is_an_error_of_the_file(string json) =>
        Assert.Equal("HardeningProfileInvalid", Assert.Throws<ConsulSecurityException>(() => Read(json)).ErrorId);

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("s?", "S1", true)]
    [InlineData("s?", "s", false)]
    [InlineData("*a*b*c", "xxaxbxc", true)]
    [InlineData("*a*b*c", "xxaxbxcx", false)]
    [InlineData("a*", "ba", false)]
    [InlineData("[a]", "a", false)]
    public void A_pattern_knows_two_signs(string pattern, string text, bool expected) =>
        Assert.Equal(expected, ConsulSecurity.Text.Glob.Matches(pattern, text));

    [Fact]
    public void A_pattern_made_to_be_slow_is_not() => Assert.False(
        ConsulSecurity.Text.Glob.Matches(string.Concat(Enumerable.Repeat("*a", 200)) + "b", new string('a', 10_000)));

    private static HardeningProfile Read(string json) => ProfileFile.ReadProfile(ProfileFile.ParseJson(json, "p.json"), "p.json");
}
