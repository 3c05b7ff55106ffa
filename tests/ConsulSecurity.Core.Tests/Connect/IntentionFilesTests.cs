using System;
using System.IO;
using System.Linq;
using ConsulSecurity.Connect;
using ConsulSecurity.Core.Tests.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Connect;

public sealed class IntentionFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_of_CSV_and_JSON_is_read_in_the_order_of_names()
    {
        Write("10.csv", "# who calls whom\r\nSource,Destination,Action,Description\r\nweb,api,allow,\"the \"\"shop\"\", old\"\r\n*,*,Deny,\r\n");
        Write("20.json", """{"Kind":"service-intentions","Name":"db","Sources":[{"Name":"api","Action":"allow"},{"Name":"web","Permissions":[{"Action":"deny","HTTP":{"PathPrefix":"/x"}}]}]}""");
        Write("30.json", """[{"Source":"job","Destination":"db","Action":"deny"}]""");
        Write("notes.txt", "not read");

        Assert.Equal(
            ["web -> api: Allow", "* -> *: Deny", "api -> db: Allow", "web -> db: 1 permissions", "job -> db: Deny"],
            IntentionFiles.Read(_folder.Path).Select(i => i.ToString()));
        Assert.Equal("the \"shop\", old", IntentionFiles.Read(Path.Combine(_folder.Path, "10.csv"))[0].Description);
    }

    [Theory]
    [InlineData("a.csv", "Source,Destination,Action\nweb,api,permit\n", "has the action 'permit', which is neither 'allow' nor 'deny'")]
    [InlineData("a.csv", "Source,Destination,Action\n\nweb,,allow\n", "has no Destination in line 3")]
    [InlineData("a.csv", "Source,Destination,Action\nweb,\"api,allow\n", "has a quote in line 2 that is not closed")]
    [InlineData("a.csv", "Source,Destination,Action\nweb,api,allow,x\n", "has more values than columns in line 2")]
    [InlineData("a.json", "[{", "is not JSON as Consul reads it")]
    [InlineData("a.json", """{"Kind":"service-defaults","Name":"a"}""", "holds an entry of kind 'service-defaults', which is not 'service-intentions'")]
    public void What_cannot_be_read_is_named_with_its_file(string name, string text, string why)
    {
        string file = Write(name, text);

        var error = Assert.Throws<ConsulSecurityException>(() => IntentionFiles.Read(_folder.Path));

        Assert.Equal(("IntentionFileInvalid", $"The file '{file}' {why}; no intention was changed."), (error.ErrorId, error.Message));
    }

    [Fact]
    public void The_same_pair_twice_is_refused_even_across_files()
    {
        Write("a.csv", "Source,Destination,Action\nweb,api,allow\n");
        Write("b.csv", "Source,Destination,Action\nweb,api,deny\n");

        Assert.Equal("IntentionSaidTwice", Assert.Throws<ConsulSecurityException>(() => IntentionFiles.Read(_folder.Path)).ErrorId);
    }

    [Fact]
    public void A_folder_without_such_files_is_refused() =>
        Assert.Equal("IntentionFileNotFound", Assert.Throws<ConsulSecurityException>(() => IntentionFiles.Read(_folder.Path)).ErrorId);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
