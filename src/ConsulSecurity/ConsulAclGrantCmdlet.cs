using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets for objects that grant something: tokens and roles.</summary>
public abstract class ConsulAclGrantCmdlet : ConsulAclCmdlet
{
    /// <summary>What it is for.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>Service identities: web, or web@dc1 for one datacenter.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string[]? ServiceIdentity { get; set; }

    /// <summary>Node identities: n1, or n1@dc1 for another datacenter than the agent's (Consul 1.8.1).</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? NodeIdentity { get; set; }

    /// <summary>Templated policies: builtin/dns, builtin/service(web) (Consul 1.17).</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? TemplatedPolicy { get; set; }

    /// <summary>The fields that were given; a given empty list takes away what was there.</summary>
    private protected JObject Patch(string[]? policies)
    {
        var patch = new JObject();
        Set(patch, "Description", Description is null ? null : new JValue(Description));
        Set(patch, "Policies", Links(policies));
        Set(patch, "ServiceIdentities", ServiceIdentity is null ? null : AclIdentityText.Services(ServiceIdentity));
        Set(patch, "NodeIdentities", NodeIdentity is null ? null : AclIdentityText.Nodes(NodeIdentity, NodeIdentity.All(n => n.Contains('@')) ? string.Empty : Datacenter()));
        Set(patch, "TemplatedPolicies", TemplatedPolicy is null ? null : AclIdentityText.Templates(TemplatedPolicy));
        return patch;
    }

    private protected static JArray? Links(string[]? names) => names is null ? null : new JArray(names.Select(AclLinks.Link));

    private protected static void Set(JObject patch, string name, JToken? value)
    {
        if (value is not null)
        {
            patch[name] = value;
        }
    }
}
