namespace ConsulSecurity.Connect;

/// <summary>The errors of service definitions: message and id in one place.</summary>
internal static class ServiceErrors
{
    public static ConsulSecurityException NameInvalid(string name, string why) => new(
        "ServiceNameInvalid",
        ConsulErrorKind.InvalidArgument,
        $"The service name '{name}' {why}: use lower-case letters, digits and '-', as tokens and certificates of services demand.",
        name);

    public static ConsulSecurityException PortInvalid(string what, int port) => new(
        "ServicePortInvalid",
        ConsulErrorKind.InvalidArgument,
        $"The port {port} of {what} is none: give one between 1 and 65535.",
        port);

    public static ConsulSecurityException PortTwice(int port, string one, string other) => new(
        "ServicePortTwice",
        ConsulErrorKind.InvalidArgument,
        $"The port {port} is for {one} and for {other}: give each its own.",
        port);

    public static ConsulSecurityException NativeWithSidecar(string name) => new(
        "ServiceNativeWithSidecar",
        ConsulErrorKind.InvalidArgument,
        $"The service '{name}' integrates itself (-Native) and so has no sidecar: leave out -SidecarPort and -Upstream.",
        name);

    public static ConsulSecurityException TokenMissing(ConsulServiceDefinition definition) => new(
        "ServiceTokenMissing",
        ConsulErrorKind.InvalidArgument,
        $"The service '{definition}' has no token of its own, and the agent would keep yours on its disk: make one with New-ConsulServiceToken "
        + "and give it with -Token, or -UseConnectionToken if that is meant.",
        definition.Id);

    public static ConsulSecurityException FileTypeUnknown(string path) => new(
        "ServiceFileTypeUnknown",
        ConsulErrorKind.InvalidArgument,
        $"The file '{path}' would not be read by an agent: end its name in .hcl or .json.",
        path);
}
