using Xunit;

namespace ConsulSecurity.Integration.Tests.DesiredState;

/// <summary>A test that needs hosts with networks of their own and a real sshd, and says what is missing.</summary>
internal sealed class FleetFactAttribute : FactAttribute
{
    public FleetFactAttribute() => Skip = FleetTests.Unavailable;
}
