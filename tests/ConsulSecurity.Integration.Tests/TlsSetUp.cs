using System.Runtime.CompilerServices;
using ConsulSecurity.Consul;
using ConsulSecurity.Loader;

namespace ConsulSecurity.Integration.Tests;

/// <summary>Gives Core what the loader gives it in PowerShell 7.</summary>
internal static class TlsSetUp
{
    [ModuleInitializer]
    internal static void Register() => HttpTransport.TlsHandler = TlsHandler.Create;
}
