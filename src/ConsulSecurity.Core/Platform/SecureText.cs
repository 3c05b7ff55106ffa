using System;
using System.Runtime.InteropServices;
using System.Security;

namespace ConsulSecurity.Platform;

/// <summary>Between text and SecureString.</summary>
internal static class SecureText
{
    /// <summary>The text in the clear, for the one place that has to send or write it.</summary>
    public static string Reveal(this SecureString secret)
    {
        IntPtr pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(pointer, secret.Length) ?? string.Empty;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }

    public static SecureString Hide(string text)
    {
        var secret = new SecureString();
        foreach (char c in text)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }
}
