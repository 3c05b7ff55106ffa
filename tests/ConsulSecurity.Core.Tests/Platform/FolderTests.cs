using System.IO;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Platform;

public sealed class FolderTests : System.IDisposable
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_of_our_own_below_a_sticky_one_will_do() => SafeFile.RequirePrivateFolder(_folder.Path);

    [Theory]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.OtherWrite | UnixFileMode.StickyBit)]
    public void A_folder_that_everyone_can_write_to_is_refused(UnixFileMode mode)
    {
        File.SetUnixFileMode(_folder.Path, Own | mode);

        var error = Assert.Throws<ConsulSecurityException>(() => SafeFile.RequirePrivateFolder(_folder.Path));

        Assert.Equal("FolderOpenToOthers", error.ErrorId);
        Assert.Equal(
            $"Other accounts can write to the folder '{_folder.Path}' or to one above it, so a key there could be exchanged: "
            + "take their write permission away, or choose a folder of your own.",
            error.Message);
    }

    [Fact]
    public void A_folder_below_one_that_everyone_can_write_to_is_refused()
    {
        string below = _folder.File("below");
        Directory.CreateDirectory(below, Own);
        File.SetUnixFileMode(_folder.Path, Own | UnixFileMode.OtherWrite);

        Assert.Throws<ConsulSecurityException>(() => SafeFile.RequirePrivateFolder(below));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.Equal("FolderNotFound", Assert.Throws<ConsulSecurityException>(() => SafeFile.RequirePrivateFolder(_folder.File("no"))).ErrorId);
}
