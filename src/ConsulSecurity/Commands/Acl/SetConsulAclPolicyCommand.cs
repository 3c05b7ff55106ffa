using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>
/// Creates ACL policies, or changes those that are there and keeps what is not given; writes nothing where nothing changes. Rules come from
/// text, from files, or from a folder, whose content -Prune makes the cluster's. Needs acl:write.
/// </summary>
[Cmdlet(VerbsCommon.Set, "ConsulAclPolicy", SupportsShouldProcess = true, DefaultParameterSetName = "Rules")]
[OutputType(typeof(AclPolicy))]
public sealed class SetConsulAclPolicyCommand : ConsulAclCmdlet
{
    private readonly List<AclPolicyDraft> _drafts = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private bool _isUnread;
    private Lazy<Version?>? _version;

    /// <summary>The policy's name; files and policies of the pipeline bring their own.</summary>
    [Parameter(ParameterSetName = "Rules", Position = 0)]
    [ArgumentCompleter(typeof(AclPolicyNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The rules, in HCL or JSON. From the pipeline also files with rules, and policies to write as they are.</summary>
    [Parameter(ParameterSetName = "Rules", Position = 1, ValueFromPipeline = true)]
    [AllowEmptyString]
    public object? Rules { get; set; }

    /// <summary>Files with rules, each named after its policy (web.hcl), or folders with such files.</summary>
    [Parameter(ParameterSetName = "File", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>What the policy is for.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>The datacenters where it counts; an empty list for everywhere.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Datacenters { get; set; }

    /// <summary>Deletes all policies that are not in the folder, but for Consul's own; asks first, unless -Confirm:$false.</summary>
    [Parameter(ParameterSetName = "File")]
    public SwitchParameter Prune { get; set; }

    /// <summary>Sends rules also where Consul takes something else than what they seem to mean (misspelt names, forgotten labels).</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the policies, changed or not.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        switch (Rules is PSObject wrapped ? wrapped.BaseObject : Rules)
        {
            case null when ParameterSetName == "File":
                Array.ForEach(Path, AddFiles);
                break;
            case FileSystemInfo file:
                AddFiles(file.FullName);
                break;
            case AclPolicy policy:
                Add(() => new AclPolicyDraft(Name ?? policy.Name, policy.Rules, Description ?? policy.Description, Datacenters ?? policy.Datacenters));
                break;
            case object rules:
                Add(() => new AclPolicyDraft(Name ?? throw AclErrors.PolicyNameMissing(), rules.ToString(), Description, Datacenters));
                break;
            case null:
                Add(() => new AclPolicyDraft(Name ?? throw AclErrors.PolicyNameMissing(), null, Description, Datacenters));
                break;
        }
    }

    private protected override void End()
    {
        IReadOnlyList<AclChange> changes = Await((log, cancellation) => new AclPolicyPlanner(Api(log), Editor(log)).PlanAsync(_drafts, cancellation));
        Apply(changes.Zip(_drafts, (change, draft) => (change, draft)).Where(p => p.change.IsNothing || IsGood(p.draft)).Select(p => p.change), outcome =>
        {
            if (PassThru)
            {
                JObject policy = outcome.Result!;
                policy["Rules"] ??= _drafts.Find(d => d.Name == outcome.Change.Name)!.Rules;
                WriteObject(AclObjects.Policy(policy));
            }
        });
        if (Prune && !_isUnread)
        {
            RemoveOthers();
        }
    }

    private void RemoveOthers()
    {
        IReadOnlyList<AclChange> deletions = Await((log, cancellation) => new AclPolicyPlanner(Api(log), Editor(log)).PlanPruneAsync(_names, cancellation));
        bool isSettled = MyInvocation.BoundParameters.ContainsKey("Confirm") || MyInvocation.BoundParameters.ContainsKey("WhatIf");
        string question = $"Delete {deletions.Count} policies that are not in the folder: {string.Join(", ", deletions.Select(d => d.Name))}?";
        if (deletions.Count > 0 && (isSettled || ShouldContinue(question, "Set-ConsulAclPolicy -Prune")))
        {
            Apply(deletions);
        }
    }

    private bool IsGood(AclPolicyDraft draft)
    {
        try
        {
            _version ??= new Lazy<Version?>(() => Await((log, cancellation) => new AclStateReader(Client(log), log).ReadVersionAsync(cancellation)));
            draft.Check(_version.Value, Force);
            return true;
        }
        catch (ConsulSecurityException e)
        {
            WriteError(ErrorRecords.From(e));
            return false;
        }
    }

    private void AddFiles(string path)
    {
        try
        {
            foreach (string file in AclPolicyDraft.Files(GetUnresolvedProviderPathFromPSPath(path)))
            {
                _names.Add(System.IO.Path.GetFileNameWithoutExtension(file));
                Add(() => AclPolicyDraft.Read(file, Description, Datacenters));
            }
        }
        catch (ConsulSecurityException)
        {
            _isUnread = true;
            throw;
        }
    }

    private void Add(Func<AclPolicyDraft> draft)
    {
        try
        {
            _drafts.Add(draft());
        }
        catch (ConsulSecurityException e)
        {
            _isUnread = true;
            WriteError(ErrorRecords.From(e));
        }
    }
}
