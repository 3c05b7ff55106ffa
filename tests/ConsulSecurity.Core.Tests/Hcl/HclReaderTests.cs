using System;
using System.Linq;
using System.Text;
using ConsulSecurity.Configuration;
using ConsulSecurity.Hcl;
using ConsulSecurity.Text;
using Xunit;

namespace ConsulSecurity.Core.Tests.Hcl;

public class HclReaderTests
{
    [Theory]
    [InlineData("key \"a\" { policy = \"read\" }", true)]
    [InlineData("key \"a\" = { policy = \"read\" }", false)]
    [InlineData("key = { \"a\" = { policy = \"read\" } }", true)]
    [InlineData("key \"a\" { policy = read }", false)]
    [InlineData("operator \"read\"", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    [InlineData("{\"operator\":\"read\",}", true)]
    [InlineData("{\"key\":{\"a\"", true)]
    [InlineData("{\"operator\":\"read\"} x", true)]
    [InlineData("{\"key\":[{\"a\":[{\"policy\":", false)]
    [InlineData("key \"a\" { policy = \"read\"", false)]
    [InlineData("key \"a\" { policy = \"read\" } }", false)]
    [InlineData("key \"a { policy = \"read\" }", false)]
    [InlineData("key 'a' { policy = 'read' }", false)]
    [InlineData("\uFEFFoperator = \"read\"", false)]
    [InlineData("operator = \"read\"\0", false)]
    [InlineData("a { b = } }", true)]
    [InlineData("a { b = }", false)]
    [InlineData("a =", true)]
    [InlineData("", true)]
    public void The_server_s_verdict_is_known(string text, bool accepted)
    {
        HclDocument document = HclReader.Read(SourceText.FromBytes(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(accepted, document.ServerAccepts);
    }

    [Fact]
    public void Several_mistakes_of_one_file_are_all_reported()
    {
        HclDocument document = Read("datacenter \"dc1\"\nserver = yes\nports {\n  http = 'x'\n  https = 8501\n}\nacl { enabled = true\n");

        Assert.Equal(
            ["1:1 MissingValue", "2:10 UnexpectedToken", "4:10 IllegalCharacter", "7:5 MissingBrace"],
            document.Diagnostics.Select(d => $"{d.Line}:{d.Column} {d.Id}"));
        Assert.False(document.ServerAccepts);
    }

    [Fact]
    public void Reading_goes_on_behind_a_mistake()
    {
        HclDocument document = Read("a = 1\nb : 2\nc { d = 3 }\n");

        Assert.Equal(["a", "c"], document.Root.Items.Select(item => item.Keys[0].Name));
    }

    [Fact]
    public void Columns_count_characters_and_not_bytes()
    {
        HclDocument document = Read("ключ😀 = \"é😀\" ?");

        Assert.Equal("1:5", $"{document.Diagnostics[0].Line}:{document.Diagnostics[0].Column}");
        Assert.Equal("1:14", $"{document.Diagnostics[1].Line}:{document.Diagnostics[1].Column}");
    }

    [Fact]
    public void A_megabyte_nested_too_deep_is_refused_with_one_diagnostic()
    {
        string text = string.Concat(Enumerable.Repeat("a {\n" + new string(' ', 96), 10_000));

        long before = GC.GetAllocatedBytesForCurrentThread();
        HclDocument hcl = Read(text);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000, "memory grows with the depth");
        HclDocument json = HclReader.Read(SourceText.FromString(string.Concat(Enumerable.Repeat("{\"a\":" + new string(' ', 95), 10_000))));

        Assert.False(hcl.ServerAccepts);
        Assert.Equal(["NestedTooDeep"], hcl.Diagnostics.Select(d => d.Id));
        Assert.False(json.ServerAccepts);
        Assert.Equal(["NestedTooDeep"], json.Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void A_value_without_quotes_is_not_repeated_where_it_may_be_a_secret()
    {
        HclDocument document = Read("encrypt = pUqJrVyVRj5jsiYEkM\n");

        Assert.DoesNotContain("pUqJ", string.Concat(document.Diagnostics.Select(d => d + d.OffendingText)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_is_asked_for_its_blocks_whatever_their_case()
    {
        HclDocument document = Read("key \"a\" { policy = \"read\" }\nKEY \"b\" { }\nkey { c = 1 }\n");

        Assert.Equal(["a", "b", "-"], document.Root.Filter("key").Select(item => item.Keys.Length > 0 ? item.Keys[0].Name : "-"));
    }

    [Fact]
    public void A_name_said_twice_goes_into_the_type_that_it_has()
    {
        ConfigObject values = ConfigDecoder.Decode(Read("a = 1\na = \"7\"\nb = [1]\nb = [2]\nc { x = 1 }\nc { y = 2 }\n"))!;

        Assert.Equal("{<000061>=i7<000062>=[i1,i2,]<000063>=({<000078>=i1}{<000079>=i2})}", HclDump.Values(values));
    }

    [Fact]
    public void A_name_said_again_with_another_type_is_refused()
    {
        HclDocument document = Read("a = 1\na = true\n");

        Assert.Null(ConfigDecoder.Decode(document));
        Assert.Equal("2:5: error TypeConflict: The name has a value of another type already, at 1:5.", document.Diagnostics[0].ToString());
    }

    private static HclDocument Read(string text) => HclReader.Read(SourceText.FromString(text));
}
