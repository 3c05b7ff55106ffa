using System;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace ConsulSecurity.Certificates;

/// <summary>The characters of a SecureString for as long as they are needed; zeroed on Dispose.</summary>
internal sealed class Passphrase : IDisposable
{
    private Passphrase(char[] characters) => Characters = characters;

    public char[] Characters { get; }

    public static Passphrase Of(SecureString text)
    {
        IntPtr memory = Marshal.SecureStringToGlobalAllocUnicode(text);
        try
        {
            char[] characters = new char[text.Length];
            Marshal.Copy(memory, characters, 0, characters.Length);
            return new Passphrase(characters);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }

    /// <summary>
    /// The UTF-8 bytes, each as a character: PKCS #5 hashes UTF-8 (so do OpenSSL and GnuTLS), and BouncyCastle takes the low byte of each character.
    /// </summary>
    public Passphrase AsUtf8()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Characters);
        char[] widened = new char[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            widened[i] = (char)bytes[i];
        }

        Array.Clear(bytes, 0, bytes.Length);
        return new Passphrase(widened);
    }

    public void Dispose() => Array.Clear(Characters, 0, Characters.Length);
}
