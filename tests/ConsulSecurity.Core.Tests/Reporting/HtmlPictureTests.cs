using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ConsulSecurity.Core.Tests.Hardening;
using ConsulSecurity.Hardening;
using ConsulSecurity.Reporting;
using Xunit;

namespace ConsulSecurity.Core.Tests.Reporting;

public class HtmlPictureTests
{
    [Fact]
    public void Each_node_shows_from_where_it_was_seen()
    {
        PictureNode node = Assert.Single(PictureMaker.Of(Snapshots.Secure()).Nodes);

        Assert.Equal(("s1", "server"), (node.Name, node.Role));
        Assert.Equal(["files", "agent", "ports"], node.SeenFrom.Take(3));
    }

    [Fact]
    public void Where_tokens_were_not_seen_the_picture_says_what_it_needs()
    {
        var blind = new ClusterSnapshot { Nodes = [new NodeSnapshot { Name = "n1" }] };

        ClusterPicture picture = PictureMaker.Of(blind);

        Assert.Equal("a connection (-Connection)", picture.TokensNeed);
        Assert.Contains("Could not look", HtmlPictures.Section(Audit(picture))!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(HostileTextTests.Texts), MemberType = typeof(HostileTextTests))]
    public void Names_of_strangers_stay_text(string text)
    {
        var picture = new ClusterPicture
        {
            Nodes = [new PictureNode(text, "server", text, ["files"])],
            Services = [text + "x", "web"],
            Tokens = [new PictureToken(text, [text + "x", "web"], IsNarrow: false)],
        };

        string html = HtmlPictures.Section(Audit(picture))!.ToString(SaveOptions.DisableFormatting);

        string[] names = [.. XElement.Parse(html).DescendantsAndSelf().Select(e => e.Name.LocalName).Distinct()];
        Assert.Empty(names.Except(["section", "h2", "p", "div", "svg", "title", "rect", "text", "path"]));
        Assert.Equal(2, Regex.Count(html, "line wide"));
        Assert.InRange(html.Length, 1_000, 20_000);
    }

    private static HardeningAudit Audit(ClusterPicture picture) => new()
    {
        TakenAt = DateTimeOffset.UnixEpoch,
        Datacenter = "dc1",
        Nodes = ["n1"],
        Versions = [],
        ToolVersion = "1.2.3",
        Picture = picture,
    };
}
