using Xunit;

namespace ConsulSecurity.Integration.Tests.Rollout;

/// <summary>A test that needs a real sshd, and says so where there is none.</summary>
internal sealed class SshFactAttribute : FactAttribute
{
    public SshFactAttribute() => Skip = SshHost.Unavailable;
}
