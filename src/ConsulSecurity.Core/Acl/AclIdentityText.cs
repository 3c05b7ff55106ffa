using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>Reads identities and templated policies as people write them: <c>web</c>, <c>web@dc1</c>, <c>builtin/service(web)@dc1,dc2</c>.</summary>
internal static class AclIdentityText
{
    public static JArray Services(IEnumerable<string> texts) => new(texts.Select(text =>
    {
        (string name, JArray? datacenters) = Split(text, "web, or web@dc1,dc2");
        if (name.Any(c => c is >= 'A' and <= 'Z'))
        {
            throw AclErrors.NameInvalid(AclKind.Token, name, "a service identity is in small letters");
        }

        return With(new JObject { ["ServiceName"] = name }, datacenters);
    }));

    /// <param name="texts">What was given.</param>
    /// <param name="datacenter">The datacenter of those that name none.</param>
    public static JArray Nodes(IEnumerable<string> texts, string datacenter) => new(texts.Select(text =>
    {
        (string name, JArray? datacenters) = Split(text, "n1, or n1@dc1");
        return new JObject { ["NodeName"] = name, ["Datacenter"] = datacenters?[0] ?? datacenter };
    }));

    public static JArray Templates(IEnumerable<string> texts) => new(texts.Select(text =>
    {
        (string name, JArray? datacenters) = Split(text, "builtin/dns, or builtin/service(web)@dc1");
        int open = name.IndexOf('(');
        var template = new JObject { ["TemplateName"] = open < 0 ? name : name.Substring(0, open) };
        if (open >= 0)
        {
            template["TemplateVariables"] = new JObject { ["Name"] = name.Substring(open + 1).TrimEnd(')') };
        }

        return With(template, datacenters);
    }));

    private static (string Name, JArray? Datacenters) Split(string text, string form)
    {
        int at = text.LastIndexOf('@');
        string name = (at < 0 ? text : text.Substring(0, at)).Trim();
        string[] datacenters = at < 0 ? [] : [.. text.Substring(at + 1).Split(',').Select(d => d.Trim())];
        return name.Length > 0 && datacenters.All(d => d.Length > 0)
            ? (name, datacenters.Length == 0 ? null : new JArray(datacenters.Cast<object>().ToArray()))
            : throw AclErrors.IdentityInvalid(text, form);
    }

    private static JObject With(JObject item, JArray? datacenters)
    {
        if (datacenters is not null)
        {
            item["Datacenters"] = datacenters;
        }

        return item;
    }
}
