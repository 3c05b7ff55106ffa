using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace ConsulSecurity.Reporting;

/// <summary>
/// One page that needs no network and no script: the script only hides rows. Its policy lets nothing but this style and this script run.
/// </summary>
internal static class HtmlReport
{
    public static string Render(HardeningReport report)
    {
        string css = Html.Asset("report.css");
        string script = Html.Asset("report.js");
        string policy = $"default-src 'none'; style-src '{Hash(css)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'";
        string title = new XElement("title", $"Consul hardening: {VisibleText.Of(report.Name, 100)}").ToString();
        return string.Concat(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
            $"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
            "<meta name=\"color-scheme\" content=\"light dark\">\n",
            $"{title}\n<style>{css}</style>\n</head>\n",
            Body(report).ToString(SaveOptions.DisableFormatting).Replace("</section>", "</section>\n").Replace("</details>", "</details>\n"),
            $"\n<script>{script}</script>\n</html>\n");
    }

    private static XElement Body(HardeningReport report) => Html.Element(
        "body",
        null,
        Html.Element("header", null, HtmlSummary.Title(report), report.Audits.Select(HtmlSummary.Identity)),
        Html.Element(
            "main",
            null,
            report.Audits.Count == 0 ? Html.Element("p", null, "No findings were given.") : HtmlSummary.Tiles(report),
            HtmlSummary.Warnings(report),
            HtmlSummary.GivenUp(report),
            report.Audits.Select(HtmlPictures.Section),
            HtmlSummary.Areas(report),
            HtmlSummary.Subjects(report),
            HtmlFindings.Section(report)),
        Html.Element("footer", null, $"ConsulSecurity {report.ToolVersion}. This report tells where a cluster is open: keep it private."));

    private static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return "sha256-" + Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
