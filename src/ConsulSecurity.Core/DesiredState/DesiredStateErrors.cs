using System.Linq;

namespace ConsulSecurity.DesiredState;

/// <summary>The errors of declared state: message and id in one place.</summary>
internal static class DesiredStateErrors
{
    public static ConsulSecurityException ResourceUnknown(string name) => new(
        "DesiredStateResourceUnknown",
        ConsulErrorKind.InvalidArgument,
        $"There is no resource '{name}': use one of {string.Join(", ", ResourceCatalog.All.Select(r => r.Name))}.",
        name);

    public static ConsulSecurityException PropertyInvalid(DesiredStateResource resource, string property, string why) => new(
        "DesiredStatePropertyInvalid",
        ConsulErrorKind.InvalidArgument,
        $"The property '{property}' of '{resource.Name}' {why}: see its schema.",
        property);

    public static ConsulSecurityException InputInvalid(string why) => new(
        "DesiredStateInputInvalid",
        ConsulErrorKind.InvalidData,
        $"The desired state '{why}' is not a JSON object: give one on standard input.");

    public static ConsulSecurityException NotOfNodes(DesiredStateResource resource) => new(
        "DesiredStateNotOfNodes",
        ConsulErrorKind.InvalidArgument,
        $"The resource '{resource.Name}' is not in a node's configuration: leave -Node away.",
        resource.Name);

    /// <summary>The error as it is, about the node: its files were looked at in a folder of ours.</summary>
    public static ConsulSecurityException NodeFailed(ConsulNode node, ConsulSecurityException error, string folder)
    {
        string message = error.Message.Replace(folder, node.ConfigurationFolder);
        return new(error.ErrorId, error.Kind, message.Contains($"'{node.Name}'") ? message : $"Node '{node.Name}': {message}", node.Name, error) { Detail = error.Detail };
    }
}
