using System;

namespace ConsulSecurity.Acl;

/// <summary>Which fields of the ACL system's objects are secrets.</summary>
internal static class AclSecrets
{
    /// <summary>Whether a setting of an auth method is one: the token for Kubernetes, the secret for OIDC.</summary>
    public static bool IsSecretSetting(string name) =>
        name.Equals("ServiceAccountJWT", StringComparison.OrdinalIgnoreCase) || name.Equals("OIDCClientSecret", StringComparison.OrdinalIgnoreCase);
}
