using System;
using System.Collections.Generic;
using ConsulSecurity.Hcl;
using ConsulSecurity.Text;

namespace ConsulSecurity.Acl;

/// <summary>A text of ACL rules, read: what the server would keep of it, and what is wrong with it.</summary>
internal sealed class AclRuleDocument
{
    private AclRuleDocument(HclDocument syntax, IReadOnlyList<AclRawRule>? rules)
    {
        Syntax = syntax;
        ServerAccepts = rules is not null;
        Rules = rules ?? [];
    }

    /// <summary>Whether the server takes the text.</summary>
    public bool ServerAccepts { get; }

    /// <summary>The rules that the server keeps; none where it refuses the text.</summary>
    public IReadOnlyList<AclRawRule> Rules { get; }

    /// <summary>The mistakes: errors where the server refuses, warnings where it takes something else than what seems to be meant.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => Syntax.Diagnostics;

    public HclDocument Syntax { get; }

    /// <summary>Reads as the server does, without a look at mistakes.</summary>
    /// <param name="text">The rules, HCL or JSON.</param>
    /// <param name="version">The server's version; null for the newest.</param>
    public static AclRuleDocument ReadAsServer(string text, Version? version = null)
    {
        HclDocument syntax = HclReader.Read(SourceText.FromString(text));
        return new AclRuleDocument(syntax, AclRuleDecoder.Decode(syntax, version));
    }

    /// <summary>Reads as the server does, and reports mistakes with line, column and suggestion.</summary>
    public static AclRuleDocument Read(SourceText source, Version? version = null)
    {
        HclDocument syntax = HclReader.Read(source);
        var document = new AclRuleDocument(syntax, AclRuleDecoder.Decode(syntax, version));
        new AclRuleChecker(syntax, version).Check();
        if (!document.ServerAccepts && !syntax.DiagnosticBag.HasErrors)
        {
            syntax.DiagnosticBag.Error(AclErrors.RulesRefused, new SourceSpan(0, 0), "Consul refuses these rules.");
        }

        return document;
    }
}
