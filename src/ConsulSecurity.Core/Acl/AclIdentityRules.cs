using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Acl;

/// <summary>What identities and templated policies stand for.</summary>
internal static class AclIdentityRules
{
    private static readonly SourceSpan s_nowhere = new(0, 0);

    /// <summary>Registers the service and its sidecar, and discovers others.</summary>
    public static IReadOnlyList<AclRawRule> Service(string name) =>
    [
        Rule(AclResource.Service, name, AclWords.Write),
        Rule(AclResource.Service, name + "-sidecar-proxy", AclWords.Write),
        Prefix(AclResource.Service),
        Prefix(AclResource.Node),
    ];

    /// <summary>Registers the node, and discovers services for anti-entropy.</summary>
    public static IReadOnlyList<AclRawRule> Node(string name) => [Rule(AclResource.Node, name, AclWords.Write), Prefix(AclResource.Service)];

    /// <summary>The text of a template that Consul comes with; null where it is not one of them.</summary>
    public static string? BuiltInTemplate(string name) => name switch
    {
        "builtin/service" =>
            "service \"{{.Name}}\" { policy = \"write\" } service \"{{.Name}}-sidecar-proxy\" { policy = \"write\" } " + ReadAll("service") + ReadAll("node"),
        "builtin/node" => "node \"{{.Name}}\" { policy = \"write\" } " + ReadAll("service"),
        "builtin/dns" => ReadAll("node") + ReadAll("service") + ReadAll("query"),
        "builtin/nomad-server" => "acl = \"write\" " + ReadAll("agent") + ReadAll("node") + "service_prefix \"\" { policy = \"write\" }",
        "builtin/nomad-client" => ReadAll("agent") + ReadAll("node") + "service_prefix \"\" { policy = \"write\" } " + ReadAll("key"),
        "builtin/api-gateway" => "mesh = \"read\" " + ReadAll("node") + ReadAll("service") + "service \"{{.Name}}\" { policy = \"write\" }",
        "builtin/workload-identity" => "identity \"{{.Name}}\" { policy = \"write\" }",
        _ => null,
    };

    /// <summary>Puts a name into a template.</summary>
    public static string Render(string template, string? name) => template.Replace("{{.Name}}", name ?? string.Empty);

    private static string ReadAll(string resource) => $"{resource}_prefix \"\" {{ policy = \"read\" }} ";

    private static AclRawRule Rule(AclResource resource, string name, string word) => new(resource, name, false, word, string.Empty, s_nowhere);

    private static AclRawRule Prefix(AclResource resource) => new(resource, string.Empty, true, AclWords.Read, string.Empty, s_nowhere);
}
