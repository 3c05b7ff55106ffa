using System.IO;
using System.Linq;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Platform;

public sealed class FilePairTests : System.IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Certificate => _folder.File("a.pem");

    private string Key => _folder.File("a-key.pem");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pair_is_a_public_certificate_and_a_private_key()
    {
        FilePair.Write(Certificate, "c"u8.ToArray(), Key, "k"u8.ToArray());

        Assert.Equal("0644", HostFiles.Current.Read(Certificate).ToString());
        Assert.Equal("0600", HostFiles.Current.Read(Key).ToString());
        AssertOnlyThePair("c", "k");
    }

    [Fact]
    public void A_pair_that_exists_is_replaced_only_when_told_to()
    {
        FilePair.Write(Certificate, "c1"u8.ToArray(), Key, "k1"u8.ToArray());

        Assert.Equal("FileExists", Assert.Throws<ConsulSecurityException>(
            () => FilePair.Write(Certificate, "c2"u8.ToArray(), Key, "k2"u8.ToArray())).ErrorId);
        AssertOnlyThePair("c1", "k1");
        FilePair.Write(Certificate, "c2"u8.ToArray(), Key, "k2"u8.ToArray(), overwrite: true);
        AssertOnlyThePair("c2", "k2");
    }

    [Fact]
    public void An_existing_certificate_keeps_its_key_from_being_written()
    {
        File.WriteAllText(Certificate, "c1");

        Assert.Throws<ConsulSecurityException>(() => FilePair.Write(Certificate, "c2"u8.ToArray(), Key, "k2"u8.ToArray()));

        Assert.Equal(["a.pem"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Killed_before_both_are_written_the_old_pair_stays()
    {
        FilePair.Write(Certificate, "c1"u8.ToArray(), Key, "k1"u8.ToArray());
        PrivateFile.Write(_folder.File(".a-key.pem.next"), "k2");

        Assert.True(FilePair.Recover(Certificate, Key));

        AssertOnlyThePair("c1", "k1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Killed_between_the_renames_the_new_pair_is_completed(bool keyIsStillWaiting)
    {
        FilePair.Write(Certificate, "c1"u8.ToArray(), Key, "k1"u8.ToArray());
        PublicFile.Write(_folder.File(".a.pem.next"), "c2");
        PrivateFile.Write(keyIsStillWaiting ? _folder.File(".a-key.pem.next") : Key, "k2", overwrite: true);

        Assert.True(FilePair.Recover(Certificate, Key));

        AssertOnlyThePair("c2", "k2");
    }

    [Fact]
    public void Where_nothing_is_left_over_there_is_nothing_to_recover()
    {
        FilePair.Write(Certificate, "c1"u8.ToArray(), Key, "k1"u8.ToArray());

        Assert.False(FilePair.Recover(Certificate, Key));
    }

    private void AssertOnlyThePair(string certificate, string key)
    {
        Assert.Equal(["a-key.pem", "a.pem"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(certificate, File.ReadAllText(Certificate));
        Assert.Equal(key, File.ReadAllText(Key));
    }
}
