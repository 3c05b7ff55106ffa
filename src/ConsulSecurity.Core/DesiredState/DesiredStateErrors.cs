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
}
