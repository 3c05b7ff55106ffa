using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using ConsulSecurity.Acl;
using ConsulSecurity.Platform;
using ConsulSecurity.Text;

namespace ConsulSecurity.Commands;

/// <summary>
/// Reports what is wrong in ACL rules, with line, column and suggestion: what Consul refuses (errors), what it takes for something else
/// (warnings), and rules that grant too much. It asks no agent.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ConsulAclRule", DefaultParameterSetName = "Rules")]
[OutputType(typeof(Diagnostic), typeof(bool))]
public sealed class TestConsulAclRuleCommand : ConsulCmdlet
{
    private bool _isGood = true;

    /// <summary>The rules, in HCL or JSON; also policies, and files with rules.</summary>
    [Parameter(ParameterSetName = "Rules", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public object[] Rules { get; set; } = [];

    /// <summary>Files with rules, or folders with .hcl and .json files.</summary>
    [Parameter(ParameterSetName = "File", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The version of Consul that is to read them; the newest where it is not given.</summary>
    [Parameter]
    public Version? ConsulVersion { get; set; }

    /// <summary>The registered services, so that prefixes that cover several are told from those that cover one.</summary>
    [Parameter]
    public string[] Service { get; set; } = [];

    /// <summary>Leaves out what is not wrong but grants too much.</summary>
    [Parameter]
    public SwitchParameter NoLint { get; set; }

    /// <summary>Gives only true or false: whether nothing was found in all of them.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        Array.ForEach(Path, TestFiles);
        foreach (object rules in Rules)
        {
            switch (rules is PSObject wrapped ? wrapped.BaseObject : rules)
            {
                case FileSystemInfo file:
                    TestFiles(file.FullName);
                    break;
                case AclPolicy policy:
                    Test(SourceText.FromString(policy.Rules ?? string.Empty, policy.Name));
                    break;
                case object text:
                    Test(SourceText.FromString(text.ToString()!));
                    break;
            }
        }
    }

    private protected override void End()
    {
        if (Quiet)
        {
            WriteObject(_isGood);
        }
    }

    private void TestFiles(string path)
    {
        foreach (string file in AclPolicyDraft.Files(GetUnresolvedProviderPathFromPSPath(path)))
        {
            Test(SourceText.FromBytes(SafeFile.Read(file), file));
        }
    }

    private void Test(SourceText source)
    {
        AclRuleDocument document = AclRuleDocument.Read(source, ConsulVersion);
        if (!NoLint)
        {
            AclRuleLinter.Lint(document, Service);
        }

        IReadOnlyList<Diagnostic> found = document.Diagnostics;
        _isGood &= found.Count == 0;
        if (!Quiet)
        {
            WriteObject(found, enumerateCollection: true);
        }
    }
}
