using System;

namespace ConsulSecurity.Consul;

/// <summary>The errors of talking to Consul: what its answers mean, in words for people.</summary>
internal static class ConsulErrors
{
    public static ConsulSecurityException AddressInvalid(string address) => new(
        "ConsulAddressInvalid",
        ConsulErrorKind.InvalidArgument,
        $"The address '{address}' is not one of an agent: give host:port, http://host:port, https://host:port or unix:///path.",
        address);

    public static ConsulSecurityException UnixSocketNotSupported(ConsulConnection connection) => new(
        "UnixSocketNotSupported",
        ConsulErrorKind.NotSupported,
        $"A unix socket as '{connection}' needs PowerShell 7: use it, or the agent's HTTP or HTTPS address.",
        connection.ToString());

    public static ConsulSecurityException TokenFileUnreadable(string path, Exception cause) => new(
        "ConsulTokenFileUnreadable",
        ConsulErrorKind.NotFound,
        $"The token file '{path}' cannot be read: check that it exists and that your account may read it.",
        path,
        cause);

    public static ConsulSecurityException CertificateFileUnusable(string path, string what, Exception? cause = null) => new(
        "ConsulCertificateFileUnusable",
        ConsulErrorKind.InvalidData,
        $"The file '{path}' {what}: give a PEM file as New-ConsulCertificate or 'consul tls' writes it.",
        path,
        cause);

    public static ConsulSecurityException ClientKeyMissing(string path) => new(
        "ConsulClientKeyMissing",
        ConsulErrorKind.InvalidArgument,
        $"The client certificate '{path}' is of no use without its key: give -ClientKey or CONSUL_CLIENT_KEY too.",
        path);

    public static ConsulSecurityException Unreachable(ConsulConnection connection, Exception cause) => new(
        "ConsulUnreachable",
        ConsulErrorKind.Unreachable,
        $"Nothing answers at '{connection}': check the address, and that the agent runs and listens there.",
        connection.ToString(),
        cause);

    public static ConsulSecurityException ConnectionLost(ConsulConnection connection, string request, Exception cause) => new(
        "ConsulConnectionLost",
        ConsulErrorKind.Unreachable,
        $"The agent at '{connection}' broke the connection during {request}: "
        + "check that the scheme (http or https) is right, and that it does not demand a client certificate (-ClientCertificate, -ClientKey).",
        connection.ToString(),
        cause);

    public static ConsulSecurityException TimedOut(ConsulConnection connection, string request, TimeSpan after) => new(
        "ConsulTimeout",
        ConsulErrorKind.Timeout,
        $"The agent at '{connection}' did not answer {request} within {after.TotalSeconds:0.#} s: check its load and the network, then try again.",
        connection.ToString());

    public static ConsulSecurityException CertificateUntrusted(ConsulConnection connection, string reason, Exception? cause) => new(
        "ConsulCertificateUntrusted",
        ConsulErrorKind.Untrusted,
        $"The certificate of '{connection}' is not trusted ({reason}): "
        + "give the authority that signed it (-CACertificate) and, where its names differ from the address, -TlsServerName.",
        connection.ToString(),
        cause);

    public static ConsulSecurityException TlsHandshakeFailed(ConsulConnection connection, Exception cause) => new(
        "ConsulTlsHandshakeFailed",
        ConsulErrorKind.Untrusted,
        $"TLS with '{connection}' could not be set up: check that the agent speaks HTTPS there, "
        + "and give a certificate of its authority if it demands one (-ClientCertificate and -ClientKey).",
        connection.ToString(),
        cause);

    public static ConsulApiException AnswerNotUnderstood(ConsulAnswer answer, Exception? cause) => new(
        "ConsulAnswerNotUnderstood",
        ConsulErrorKind.UnexpectedAnswer,
        $"The answer to {answer.Request.Name} is not what Consul sends: check that the address is that of a Consul agent and not of a proxy.",
        answer.StatusCode,
        answer.Request.Name,
        cause);

    /// <summary>The error that an answer with a status of 400 or more stands for.</summary>
    public static ConsulApiException FromAnswer(ConsulConnection connection, ConsulAnswer answer)
    {
        string text = ConsulFault.Strip(answer.Body);
        string name = answer.Request.Name;
        (string id, ConsulErrorKind kind, string message) = ConsulFault.Classify(answer.StatusCode, text) switch
        {
            ConsulFault.Kind.NoLeader => ("ConsulNoLeader", ConsulErrorKind.Unavailable,
                $"The cluster behind '{connection}' has no leader, so {name} was not done: wait until a majority of its servers is up, then try again."),
            ConsulFault.Kind.LegacyAcl => ("ConsulAclNotReady", ConsulErrorKind.Unavailable,
                $"The ACL system behind '{connection}' is still starting (legacy mode), so {name} was not done: try again in a few seconds."),
            ConsulFault.Kind.TooManyRequests => ("ConsulTooManyRequests", ConsulErrorKind.Unavailable,
                $"The agent at '{connection}' has too many requests to do {name}: try again later or with less at once."),
            ConsulFault.Kind.AclDisabled => ("ConsulAclDisabled", ConsulErrorKind.InvalidState,
                $"ACLs are off at '{connection}', so {name} has nothing to work on: turn them on in the servers' configuration first."),
            ConsulFault.Kind.TokenUnknown => ("ConsulTokenUnknown", ConsulErrorKind.PermissionDenied,
                $"The agent at '{connection}' does not know the token, or what {name} names: "
                + "check the token and its datacenter; a new token takes up to a second to reach every server."),
            ConsulFault.Kind.PermissionDenied => ("ConsulPermissionDenied", ConsulErrorKind.PermissionDenied,
                $"The token used at '{connection}' may not do {name}: use one whose policies allow it (Connect-Consul -Token)."),
            ConsulFault.Kind.EndpointBlocked => ("ConsulEndpointBlocked", ConsulErrorKind.PermissionDenied,
                $"The configuration of the agent at '{connection}' blocks {name}: use another agent, or its 'http_config' lets it through."),
            ConsulFault.Kind.NotFound => ("ConsulNotFound", ConsulErrorKind.NotFound,
                $"The agent at '{connection}' has nothing at {name}: check the name, and that this version of Consul has the call."),
            _ => ("ConsulRequestFailed", ConsulErrorKind.UnexpectedAnswer,
                $"The agent at '{connection}' answered {name} with status {answer.StatusCode}: {ConsulFault.FirstLine(text)}"),
        };
        return new ConsulApiException(id, kind, message, answer.StatusCode, name) { Detail = text };
    }
}
