using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>
/// Creates an ACL binding rule, or changes the one with that id and keeps what is not given. A rule that is there already in every field
/// is not made again. Needs acl:write.
/// </summary>
[Cmdlet(VerbsCommon.Set, "ConsulAclBindingRule", SupportsShouldProcess = true, DefaultParameterSetName = "New")]
[OutputType(typeof(AclBindingRule))]
public sealed class SetConsulAclBindingRuleCommand : ConsulAclCmdlet
{
    /// <summary>The id of the rule to change.</summary>
    [Parameter(ParameterSetName = "Existing", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Id { get; set; } = string.Empty;

    /// <summary>The auth method.</summary>
    [Parameter(ParameterSetName = "New", Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(AclAuthMethodNameCompleter))]
    public string? AuthMethod { get; set; }

    /// <summary>What a login gives: service; role; node (Consul 1.8.1); policy (1.16); templated-policy (1.17).</summary>
    [Parameter(Position = 1)]
    [ValidateSet("service", "role", "node", "policy", "templated-policy")]
    public string BindType { get; set; } = "service";

    /// <summary>The name of what is given; ${...} is filled from the login.</summary>
    [Parameter(Position = 2)]
    public string? BindName { get; set; }

    /// <summary>Which logins it is for: an expression over what the auth method knows; without it, all.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Selector { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>Gives the rule, changed or not.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => Apply([Plan(Patch())], outcome =>
    {
        if (PassThru)
        {
            WriteObject(AclObjects.BindingRule(outcome.Result!));
        }
    });

    private AclChange Plan(JObject patch)
    {
        if (ParameterSetName == "Existing")
        {
            return AclChange.Of(AclKind.BindingRule, Id, Await((log, cancellation) => Editor(log).RequireAsync(AclKind.BindingRule, Id, cancellation)), patch);
        }

        JObject? same = Find(AclKind.BindingRule, null).FirstOrDefault(rule => AclChange.Of(AclKind.BindingRule, string.Empty, rule, patch).IsNothing);
        return AclChange.Of(AclKind.BindingRule, $"{AuthMethod}: {BindType} {BindName}", same, patch);
    }

    private JObject Patch()
    {
        var patch = new JObject();
        Set("AuthMethod", AuthMethod);
        Set("BindType", ParameterSetName == "New" || MyInvocation.BoundParameters.ContainsKey(nameof(BindType)) ? BindType : null);
        Set("BindName", BindName);
        Set("Selector", Selector);
        Set("Description", Description);
        return patch;

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                patch[name] = value;
            }
        }
    }
}
