using System.Security;

namespace ConsulSecurity.Core.Tests.Certificates;

internal static class Secret
{
    public static SecureString Of(string text)
    {
        var secret = new SecureString();
        foreach (char c in text)
        {
            secret.AppendChar(c);
        }

        return secret;
    }
}
