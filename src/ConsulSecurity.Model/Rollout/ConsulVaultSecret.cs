using System.Security;

namespace ConsulSecurity;

/// <summary>A secret of a vault; it does not show itself.</summary>
public sealed class ConsulVaultSecret
{
    /// <summary>Names a secret.</summary>
    /// <param name="name">For example <c>token/management</c>.</param>
    /// <param name="secret">The secret.</param>
    public ConsulVaultSecret(string name, SecureString secret)
    {
        Name = name;
        Secret = secret;
    }

    /// <summary>For example <c>token/management</c>.</summary>
    public string Name { get; }

    /// <summary>The secret, for parameters that take one.</summary>
    public SecureString Secret { get; }

    /// <summary>The name and nothing else.</summary>
    /// <returns>For example <c>token/management</c>.</returns>
    public override string ToString() => Name;
}
