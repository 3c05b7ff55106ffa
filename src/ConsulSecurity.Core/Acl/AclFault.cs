using System.Text.RegularExpressions;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Acl;

/// <summary>Reads what the ACL system says no with: plain text behind a status of 500.</summary>
internal static class AclFault
{
    private static readonly Regex s_missing = new("No such ACL (?<kind>policy|role) with name \"(?<name>[^\"]*)\"|cannot find auth method with name \"(?<name>[^\"]*)\"|No such ACL (?<kind>policy|role)");
    private static readonly Regex s_taken = new("with Name \"(?<name>[^\"]*)\" already exists|already in use");
    private static readonly Regex s_dump = new(@"Invalid (?<what>\S+(?: intentions)?) policy: (?:&acl\.\w+\{\w+:""(?<name>[^""]*)"")?");

    /// <summary>The error for an answer about an object.</summary>
    public static ConsulSecurityException Explain(ConsulConnection connection, ConsulAnswer answer, AclKind kind, string name)
    {
        string text = ConsulFault.Strip(answer.Body);
        ConsulApiException general = ConsulErrors.FromAnswer(connection, answer);
        if (answer.StatusCode is not (400 or 500) || general.ErrorId is not "ConsulRequestFailed")
        {
            return general;
        }

        if (s_missing.Match(text) is { Success: true } missing)
        {
            string what = missing.Groups["kind"].Success ? missing.Groups["kind"].Value : "auth method";
            return AclErrors.LinkNotFound(kind, name, what, missing.Groups["name"].Value, general);
        }

        if (text.Contains("Type should be one of"))
        {
            return AclErrors.AuthMethodTypeUnknown(connection, name, general);
        }

        if (s_taken.IsMatch(text))
        {
            return AclErrors.AlreadyExists(kind, name, general);
        }

        if (text.Contains("ExpirationTime") || text.Contains("ExpirationTTL"))
        {
            return AclErrors.LifetimeInvalid(name, text.Contains("less than"), general);
        }

        if (text.Contains("invalid Name") || text.Contains("has an invalid name") || text.Contains("no Name is set"))
        {
            return AclErrors.NameInvalid(kind, name, text, general);
        }

        if (text.Contains("Failed to parse ACL rules") || s_dump.IsMatch(text))
        {
            return AclErrors.RulesInvalid(name, general);
        }

        if (text.Contains("not permitted") || text.Contains("builtin"))
        {
            return AclErrors.BuiltIn(kind, name, general);
        }

        return general;
    }
}
