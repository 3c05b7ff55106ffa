using System;
using System.IO;
using ConsulSecurity.Platform;
using ConsulSecurity.Rollout;
using Xunit;

namespace ConsulSecurity.Core.Tests.Rollout;

/// <summary>Secrets in one file, which nobody reads without the passphrase.</summary>
public sealed class SecretVaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vault").FullName;

    private string Path => System.IO.Path.Combine(_folder, "a.vault");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_kept_comes_back_with_the_passphrase_and_stands_nowhere_in_the_clear()
    {
        using (SecretVault made = Open("right"))
        {
            made.Set("token", "secret-value-of-the-token");
            Assert.Equal("kept", made.GetOrMake("once", () => "kept"));
        }

        using SecretVault vault = Open("right");
        Assert.Equal("secret-value-of-the-token", vault.Get("token"));
        Assert.Equal("kept", vault.GetOrMake("once", () => "another"));
        Assert.DoesNotContain("secret-value", File.ReadAllText(Path), StringComparison.Ordinal);
        Assert.DoesNotContain("token", File.ReadAllText(Path), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }

    [Fact]
    public void A_wrong_passphrase_is_told_from_a_file_that_is_no_vault()
    {
        Open("right").Dispose();
        ConsulSecurityException wrong = Assert.Throws<ConsulSecurityException>(() => Open("wrong"));
        Assert.Contains("passphrase is wrong", wrong.Message, StringComparison.Ordinal);

        File.WriteAllText(Path, "{}");
        Assert.Equal("VaultUnreadable", Assert.Throws<ConsulSecurityException>(() => Open("right")).ErrorId);
    }

    [Fact]
    public void A_byte_that_was_changed_is_noticed()
    {
        Open("right").Dispose();
        string text = File.ReadAllText(Path);
        int at = text.IndexOf("\"content\": \"", StringComparison.Ordinal) + "\"content\": \"".Length;
        File.WriteAllText(Path, text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]);

        Assert.Equal("VaultUnreadable", Assert.Throws<ConsulSecurityException>(() => Open("right")).ErrorId);
    }

    private SecretVault Open(string passphrase) => SecretVault.Open(Path, SecureText.Hide(passphrase));
}
