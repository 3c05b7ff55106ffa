using System.IO;
using System.Linq;
using ConsulSecurity.DesiredState;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.DesiredState;

public sealed class DscManifestTests
{
    public static TheoryData<string> Names { get; } = [.. ResourceCatalog.All.Select(resource => resource.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_manifest_that_ships_is_what_the_resource_says(string name)
    {
        DesiredStateResource resource = ResourceCatalog.Find(name);
        string version = typeof(DesiredStateResource).Assembly.GetName().Version!.ToString(3);

        string shipped = File.ReadAllText(Path.Combine(TestFiles.Root, "module", "dsc", DscManifest.FileName(resource)));

        // Written by: consulsec dsc manifest --out module/dsc
        Assert.Equal(DscManifest.Of(resource, version).ToString(Formatting.Indented).ReplaceLineEndings("\n") + "\n", shipped);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_property_is_described_and_every_resource_has_a_key(string name)
    {
        JToken schema = DscManifest.Of(ResourceCatalog.Find(name), "1.0.0")["schema"]!["embedded"]!;

        Assert.All(((JObject)schema["properties"]!).Properties(), property => Assert.Matches(@"^[A-Z1].*\.$", (string)property.Value["description"]!));
        Assert.NotEmpty(schema["required"]!);
    }

    [Fact]
    public void An_unknown_resource_is_an_error_that_names_them_all()
    {
        ConsulSecurityException error = Assert.Throws<ConsulSecurityException>(() => ResourceCatalog.Find("ConsulTsl"));

        Assert.Equal("DesiredStateResourceUnknown", error.ErrorId);
        Assert.StartsWith("There is no resource 'ConsulTsl': use one of ConsulAclPolicy, ", error.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"key\": \"c2VjcmV0\"")]
    public void Input_that_is_no_object_is_an_error_that_does_not_repeat_it(string text)
    {
        ConsulSecurityException error = Assert.Throws<ConsulSecurityException>(() => DesiredStates.Parse(text));

        Assert.Equal("DesiredStateInputInvalid", error.ErrorId);
        Assert.DoesNotContain("c2VjcmV0", error.ToString(), System.StringComparison.Ordinal);
    }
}
