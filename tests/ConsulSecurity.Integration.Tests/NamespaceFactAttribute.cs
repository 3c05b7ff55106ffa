using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests;

/// <summary>A test that needs hosts with networks of their own, and says why it is skipped where there are none.</summary>
internal sealed class NamespaceFactAttribute : FactAttribute
{
    public NamespaceFactAttribute() => Skip = NamespaceLab.Unavailable;
}
