using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>What reading a text gave: the tree, what is wrong, and whether Consul would take it.</summary>
internal sealed class HclDocument(SourceText source, HclObject root, DiagnosticBag diagnostics, bool serverAccepts, HclSyntax syntax)
{
    /// <summary>The text that the spans of the tree count in.</summary>
    public SourceText Source { get; } = source;

    /// <summary>
    /// Where the server accepts, the tree as it sees it, accidents included; otherwise what could be read around the errors.
    /// </summary>
    public HclObject Root { get; } = root;

    public IReadOnlyList<Diagnostic> Diagnostics => DiagnosticBag.ToList();

    public DiagnosticBag DiagnosticBag { get; } = diagnostics;

    /// <summary>Whether Consul's parser takes the text; it takes some that have errors for a careful reader (see <see cref="Diagnostics"/>).</summary>
    public bool ServerAccepts { get; } = serverAccepts;

    public HclSyntax Syntax { get; } = syntax;

    public SourceLocation LocationOf(SourceSpan span) => Source.GetLocation(span.Start);
}
