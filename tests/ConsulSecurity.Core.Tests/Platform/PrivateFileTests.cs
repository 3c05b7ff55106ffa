using System.IO;
using System.Linq;
using System.Text;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Platform;

public sealed class PrivateFileTests : System.IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_private_file_is_0600_and_a_public_one_0644()
    {
        PrivateFile.Write(_folder.File("a.key"), "secret");
        PublicFile.Write(_folder.File("a.pem"), "public");

        Assert.Equal("0600", HostFiles.Current.Read(_folder.File("a.key")).ToString());
        Assert.Equal("0644", HostFiles.Current.Read(_folder.File("a.pem")).ToString());
    }

    [Fact]
    public void Text_is_written_as_UTF8_without_byte_order_mark()
    {
        PrivateFile.Write(_folder.File("a"), "ü");

        Assert.Equal(Encoding.UTF8.GetBytes("ü"), File.ReadAllBytes(_folder.File("a")));
    }

    [Fact]
    public void What_exists_is_not_overwritten_unless_told_to()
    {
        string path = _folder.File("a.key");
        PrivateFile.Write(path, "old");

        var error = Assert.Throws<ConsulSecurityException>(() => PrivateFile.Write(path, "new"));

        Assert.Equal("FileExists", error.ErrorId);
        Assert.Equal($"The file '{path}' exists and is not overwritten: choose another name, or use -Force to replace it.", error.Message);
        Assert.Equal("old", File.ReadAllText(path));
        PrivateFile.Write(path, "new", overwrite: true);
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void Nothing_temporary_stays_behind_a_success_or_a_failure()
    {
        string path = _folder.File("a.key");
        PrivateFile.Write(path, "old");
        PrivateFile.Write(path, "new", overwrite: true);
        Assert.Throws<ConsulSecurityException>(() => PrivateFile.Write(path, "third"));
        Directory.CreateDirectory(_folder.File("taken"));
        Assert.Throws<ConsulSecurityException>(() => PrivateFile.Write(_folder.File("taken"), "x", overwrite: true));

        Assert.Equal(["a.key"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, "0640")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, "0640")]
    [InlineData(UnixFileMode.UserRead, "0600")]
    public void A_key_that_replaces_another_keeps_its_group_in_and_the_world_out(UnixFileMode before, string after)
    {
        string path = _folder.File("a.key");
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, before);

        PrivateFile.Write(path, "new", overwrite: true);

        Assert.Equal(after, HostFiles.Current.Read(path).ToString());
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var error = Assert.Throws<ConsulSecurityException>(() => PrivateFile.Write(_folder.File("no/a.key"), "x"));

        Assert.Equal("FolderNotFound", error.ErrorId);
        Assert.Equal($"There is no folder '{_folder.File("no")}': create it first, or give another path.", error.Message);
    }

    [Fact]
    public void A_private_folder_is_0700()
    {
        HostFiles.Current.CreatePrivateFolder(_folder.File("sub"));

        Assert.Equal("0700", HostFiles.Current.Read(_folder.File("sub")).ToString());
    }

    [Fact]
    public void A_link_is_told_from_a_file()
    {
        PublicFile.Write(_folder.File("file"), "x");
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("file"));

        Assert.True(HostFiles.Current.Read(_folder.File("link")).IsLink);
        Assert.False(HostFiles.Current.Read(_folder.File("file")).IsLink);
    }
}
