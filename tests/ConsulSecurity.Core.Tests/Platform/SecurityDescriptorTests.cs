using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Platform;

public class SecurityDescriptorTests
{
    [Theory]
    [InlineData(SecurityDescriptor.OwnerOnly, false, false)]
    [InlineData(SecurityDescriptor.OwnerOnlyFolder, false, false)]
    [InlineData("O:BAD:P(A;;FA;;;OW)(A;;FR;;;S-1-5-80-1-2-3-4-5)", false, false)]
    [InlineData("O:BAG:SYD:AI(A;ID;FA;;;BA)(A;ID;FA;;;SY)(A;ID;0x1200a9;;;BU)", true, false)]
    [InlineData("O:BAG:SYD:AI(A;ID;FA;;;BA)(A;ID;0x1301bf;;;AU)", true, true)]
    [InlineData("D:(A;;FW;;;S-1-1-0)", false, true)]
    [InlineData("D:(D;;FA;;;WD)(A;;FA;;;OW)", false, false)]
    [InlineData("D:(A;OICIIO;GA;;;AU)(A;;FA;;;SY)", false, false)]
    [InlineData("D:NO_ACCESS_CONTROL", true, true)]
    [InlineData("O:BA", true, true)]
    [InlineData("D:(A;;FA;;;SY)S:(AU;SAFA;FA;;;WD)", false, false)]
    public void A_DACL_that_lets_strangers_in_is_seen(string sddl, bool read, bool write)
    {
        Assert.Equal(read, SecurityDescriptor.OthersCanRead(sddl));
        Assert.Equal(write, SecurityDescriptor.OthersCanWrite(sddl));
    }

    [Fact]
    public void A_new_private_file_on_Windows_is_for_its_owner_alone() =>
        Assert.Equal(SecurityDescriptor.OwnerOnly, WindowsFiles.DescriptorFor(FileAudience.Private, like: null));

    [Fact]
    public void A_key_that_replaces_another_on_Windows_keeps_the_service_account_in()
    {
        const string Dacl = "D:P(A;;FA;;;BA)(A;;FR;;;S-1-5-80-1-2-3-4-5)";

        Assert.Equal(Dacl, WindowsFiles.DescriptorFor(FileAudience.Private, new FilePermissions { Sddl = "O:BA" + Dacl }));
    }

    [Fact]
    public void A_key_that_replaces_an_open_one_on_Windows_is_closed() =>
        Assert.Equal(
            SecurityDescriptor.OwnerOnly,
            WindowsFiles.DescriptorFor(FileAudience.Private, new FilePermissions { Sddl = "O:BAD:(A;;FA;;;BA)(A;;FR;;;BU)" }));
}
