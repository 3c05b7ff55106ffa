using System;
using System.IO;
using System.Linq;
using ConsulSecurity.Acl;
using ConsulSecurity.Text;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.Acl;

public class AclRuleReaderTests
{
    public static TheoryData<string, bool, string> RuleTexts()
    {
        var data = new TheoryData<string, bool, string>();
        foreach (JToken row in JArray.Parse(File.ReadAllText(TestFiles.Fixture("acl", "rule-texts.json"))))
        {
            data.Add((string)row["title"]!, (bool)row["accepted"]!, (string)row["text"]!);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(RuleTexts))]
    public void The_server_s_verdict_is_known(string title, bool accepted, string text)
    {
        AclRuleDocument document = Read(text);

        Assert.True(accepted == document.ServerAccepts, title);
        Assert.Equal(accepted, !document.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error));
    }

    [Theory]
    [InlineData("key { policy = \"read\" }", "key \"policy\" { policy = \"read\" }")]
    [InlineData("key \"a\" { policy = \"read\" policy = \"write\" }", "key \"a\" { policy = \"write\" }")]
    [InlineData("kye_prefix \"\" { policy = \"write\" }", "")]
    [InlineData("KEY \"a\" { Policy = \"READ\" }", "key \"a\" { policy = \"read\" }")]
    [InlineData("key \"a\" \"b\" \"c\" { policy = \"read\" }", "key \"a\" { policy = \"read\" }")]
    [InlineData("{\"key\":{\"a\":{\"policy\":\"read\"}", "key \"a\" { policy = \"read\" }")]
    [InlineData("{\"operator\":\"read\",\"operator\":\"write\"} junk", "operator = \"write\"")]
    [InlineData("key = { \"a\" = { policy = \"read\" }, \"b\" = { policy = \"deny\" } }", "key \"a\" { policy = \"read\" }; key \"b\" { policy = \"deny\" }")]
    [InlineData("service \"a\" { policy = \"read\" Intentions = \"write\" }", "service \"a\" { policy = \"read\", intentions = \"write\" }")]
    [InlineData("node \"a\" { policy = \"read\" intentions = \"write\" }", "node \"a\" { policy = \"read\" }")]
    [InlineData("operator = \"\"", "")]
    [InlineData("\u017Fervice \"a\" { policy = \"read\" }", "service \"a\" { policy = \"read\" }")]
    public void The_server_keeps(string text, string rules)
    {
        AclRuleDocument document = AclRuleDocument.ReadAsServer(text);

        Assert.True(document.ServerAccepts);
        Assert.Equal(rules, string.Join("; ", document.Rules.Select(r => r.ToRule())));
    }

    [Theory]
    [InlineData("revision = 1")]
    [InlineData("id { }")]
    [InlineData("operator = 1.5")]
    [InlineData("key \"a\" { policy = \"read\" policy { } }")]
    [InlineData("service \"a\" { policy = \"read\" intentions = \"list\" }")]
    [InlineData("{\"key\": null}")]
    [InlineData("{\"key\":{\"a\":[]}}")]
    public void The_server_refuses(string text) => Assert.False(AclRuleDocument.ReadAsServer(text).ServerAccepts);

    [Fact]
    public void A_version_drops_resources_that_it_does_not_know()
    {
        const string Text = "mesh = \"write\"\npeering = \"nonsense\"\nidentity \"a\" { policy = \"read\" }\noperator = \"read\"";

        Assert.False(AclRuleDocument.ReadAsServer(Text).ServerAccepts);
        Assert.Equal(["operator"], AclRuleDocument.ReadAsServer(Text, new Version(1, 8, 7)).Rules.Select(r => r.Resource.Name));
        Assert.Equal(["mesh", "operator"], AclRuleDocument.ReadAsServer(Text, new Version(1, 12)).Rules.Select(r => r.Resource.Name));
    }

    [Theory]
    [InlineData("kye_prefix \"a\" { policy = \"read\" }", "1:1 AclResourceUnknown Write 'key_prefix'.")]
    [InlineData("keyprefix \"a\" { policy = \"deny\" }", "1:1 AclResourceUnknown Write 'key_prefix'.")]
    [InlineData("services \"a\" { policy = \"read\" }", "1:1 AclResourceUnknown Write 'service'.")]
    [InlineData("key \"a\" {\n  policy = \"read\"\n  polcy = \"deny\"\n}", "3:3 AclFieldUnknown Write 'policy'.")]
    [InlineData("node \"a\" { policy = \"read\" intentions = \"read\" }", "1:28 AclFieldUnknown ")]
    [InlineData("key { policy = \"read\" }", "1:1 AclLabelForgotten Write key \"name\" { policy = \"read\" }.")]
    [InlineData("key \"a\" \"b\" { policy = \"read\" }", "1:9 AclTooManyLabels Write key \"name\" { policy = \"read\" }.")]
    [InlineData("operator { policy = \"read\" }", "1:1 AclScalarAsBlock Write operator = \"read\", \"write\" or \"deny\".")]
    [InlineData("key \"a\" { policy = \"reed\" }", "1:20 AclAccessUnknown Write \"read\".")]
    [InlineData("operator = true", "1:12 AclAccessUnknown Write \"read\", \"write\" or \"deny\".")]
    [InlineData("service \"a\" { policy = \"list\" }", "1:24 AclListMisplaced Write \"read\", \"write\" or \"deny\".")]
    [InlineData("key \"a\" { policy = \"DENY\" }", "1:20 AclAccessCase Write \"deny\".")]
    [InlineData("key \"a\" { }", "1:5 AclPolicyMissing Write key \"a\" { policy = \"read\" }.")]
    [InlineData("key \"a\" { policy = \"read\" policy = \"write\" }", "1:27 AclFieldRepeated Take one of them away.")]
    [InlineData("key \"a\" { policy = \"read\" }\nkey \"a\" { policy = \"write\" }", "2:5 AclRuleRepeated Take one of them away.")]
    [InlineData("operator = \"write\"\noperator = \"read\"", "2:1 AclRuleRepeated Take one of them away.")]
    [InlineData("service \"*\" { policy = \"read\" }", "1:9 AclWildcardLabel Write service_prefix \"\" to match the beginning of names.")]
    [InlineData("key \"\" { policy = \"read\" }", "1:5 AclLabelEmpty Write key_prefix \"\" if all are meant.")]
    [InlineData("namespace \"x\" { policy = \"write\" }", "1:1 AclEnterpriseOnly ")]
    [InlineData("mesh = \"read\"", "1:1 AclResourceTooNew ")]
    public void A_mistake_is_reported_with_its_place_and_a_suggestion(string text, string expected)
    {
        Diagnostic diagnostic = Assert.Single(AclRuleDocument.Read(SourceText.FromString(text), new Version(1, 8, 7)).Diagnostics);

        Assert.Equal(expected, $"{diagnostic.Line}:{diagnostic.Column} {diagnostic.Id} {diagnostic.Suggestion}");
    }

    [Theory]
    [InlineData("{\"key\":{\"a\":{\"policy\":\"read\"}")]
    [InlineData("{\"operator\":\"read\"} x")]
    [InlineData("{\"operator\":\"read\",}")]
    public void Spoilt_JSON_that_the_server_takes_is_reported(string text)
    {
        AclRuleDocument document = Read(text);

        Assert.True(document.ServerAccepts);
        Assert.NotEmpty(document.Diagnostics);
    }

    [Fact]
    public void Canonical_text_reads_back_as_the_same_rules()
    {
        const string Text = "service_prefix \"\" { policy = \"read\" } operator = \"read\" service \"a\\\"b$\\x7b\\n\" { policy = \"write\" intentions = \"deny\" } key_prefix \"k/\" { policy = \"list\" }";
        AclRule[] rules = [.. Read(Text).Rules.Select(r => r.ToRule())];

        string canonical = AclRuleWriter.Write(rules);

        Assert.Equal(AclRuleWriter.Sort(rules), AclRuleWriter.Sort(Read(canonical).Rules.Select(r => r.ToRule())));
        Assert.Equal(canonical, AclRuleWriter.Write(Read(canonical).Rules.Select(r => r.ToRule())));
        Assert.Empty(Read(canonical).Diagnostics);
    }

    [Fact]
    public void Canonical_text_is_sorted_and_laid_out() => Assert.Equal(
        """
        operator = "read"

        key_prefix "app/" {
          policy = "write"
        }

        service "web" {
          policy     = "write"
          intentions = "read"
        }

        """,
        AclRuleWriter.Write(
        [
            new AclRule("service", "web", false, AclAccess.Write, AclAccess.Read),
            new AclRule("key", "app/", true, AclAccess.Write),
            new AclRule("operator", null, false, AclAccess.Read),
        ]));

    private static AclRuleDocument Read(string text) => AclRuleDocument.Read(SourceText.FromString(text));
}
