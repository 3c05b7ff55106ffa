using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace ConsulSecurity.Reporting;

/// <summary>The pictures of the page, as SVG without script: a card a node, so that they wrap on a phone, and lines from tokens to services.</summary>
internal static class HtmlPictures
{
    private const int Width = 340;
    private const int Row = 34;
    private static readonly string[] s_sides = ["files", "agent", "ports", "host"];

    public static XElement? Section(HardeningAudit audit) => audit.Picture is { } picture
        ? Html.Element(
            "section",
            "pictures",
            Html.Element("h2", null, "The cluster, and from where it was seen"),
            Html.Element("div", "nodes", [.. picture.Nodes.Select(Node)]),
            audit.Nodes.Count > picture.Nodes.Count ? Html.Element("p", "note", $"{audit.Nodes.Count - picture.Nodes.Count} more nodes are not drawn.") : null,
            Html.Element("h2", null, "Who can pose as which service"),
            picture.TokensNeed.Length > 0
                ? Html.Element("p", "note", "Could not look. Needs: ", Html.Strange(picture.TokensNeed), ".")
                : new object?[] { Html.Element("p", "note", Caption(picture)), picture.Tokens.Count == 0 ? null : Identities(picture) })
        : null;

    private static string Caption(ClusterPicture picture) =>
        $"{Html.Count(picture.ManagementTokens, "token", "tokens")} may do everything, and so pose as every service. "
        + (picture.Tokens.Count == 0 ? "No other token may register a service." : "A red line is a token for more than its own service: whoever has it can be each of them.");

    private static XElement Node(PictureNode node) => Html.Element(
        "svg",
        $"node {node.Role}",
        new XAttribute("viewBox", "0 0 168 74"),
        new XAttribute("width", "168"),
        new XAttribute("height", "74"),
        new XAttribute("role", "img"),
        Html.Element("title", null, $"{VisibleText.Of(node.Name, 60)}: {node.Role}, seen from {(node.SeenFrom.Count == 0 ? "nowhere" : string.Join(", ", node.SeenFrom))}"),
        Box(1, 1, 166, 72, "box"),
        Html.Element("rect", "edge", At("x", 1), At("y", 1), At("width", 5), At("height", 72), At("rx", 2)),
        Text(16, 23, "name", node.Name, 18),
        Text(16, 41, "quiet", node.Version.Length == 0 ? node.Role : $"{node.Role}, {node.Version}", 24),
        s_sides.Select((side, i) => Text(16 + (i * 39), 61, node.SeenFrom.Contains(side) ? "seen" : "unseen", side, 8)));

    private static XElement Identities(ClusterPicture picture)
    {
        int height = (Math.Max(picture.Tokens.Count, picture.Services.Count) * Row) + 4;
        Dictionary<string, int> index = picture.Services.Select((name, i) => (name, i)).ToDictionary(s => s.name, s => s.i);
        return Html.Element(
            "svg",
            "identities",
            new XAttribute("viewBox", $"0 0 {Width} {height}"),
            new XAttribute("role", "img"),
            Html.Element("title", null, "Lines from each token to the services that it can pose as"),
            picture.Tokens.SelectMany((token, i) => token.Services.Select(service => Line(i, index[service], token.IsNarrow))),
            picture.Tokens.Select((token, i) => new[] { Box(1, (i * Row) + 2, 148, Row - 8, token.IsNarrow ? "box" : "box wide"), Text(9, (i * Row) + 19, "label", token.Name, 22) }),
            picture.Services.Select((service, i) => new[] { Box(219, (i * Row) + 2, 120, Row - 8, "box service"), Text(227, (i * Row) + 19, "label", service, 17) }));
    }

    private static XElement Line(int from, int to, bool narrow)
    {
        int y1 = (from * Row) + 15;
        int y2 = (to * Row) + 15;
        return Html.Element("path", narrow ? "line" : "line wide", new XAttribute("d", $"M149 {y1} C185 {y1} 183 {y2} 219 {y2}"));
    }

    private static XElement Box(int x, int y, int width, int height, string cssClass) =>
        Html.Element("rect", cssClass, At("x", x), At("y", y), At("width", width), At("height", height), At("rx", 6));

    private static XElement Text(int x, int y, string cssClass, string text, int longest) =>
        Html.Element("text", cssClass, At("x", x), At("y", y), Short(text, longest));

    /// <summary>Cut without the count that a table has room for.</summary>
    private static string Short(string text, int longest)
    {
        string visible = VisibleText.Of(text, 200);
        var parts = new StringInfo(visible);
        return parts.LengthInTextElements <= longest ? visible : parts.SubstringByTextElements(0, longest - 1) + "…";
    }

    private static XAttribute At(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture));
}
