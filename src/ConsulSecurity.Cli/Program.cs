using System.CommandLine;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Loader;

namespace ConsulSecurity.Cli;

/// <summary><c>consulsec</c>: the engine of the module where there is no PowerShell. It reads a command line, calls Core and prints.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        HttpTransport.UnixSocketHandler = UnixSocketHandler.Create;
        ParseResult parsed = Root().Parse(arguments);
        int code = await parsed.InvokeAsync().ConfigureAwait(false);
        return parsed.Errors.Count > 0 ? ExitCode.WrongUsage : code;
    }

    private static RootCommand Root() => new("Audits and hardens HashiCorp Consul. A connection comes from the variables that the consul command reads, or from options of the same names.")
    {
        AuditCommand.Create(),
        KeygenCommand.Create(),
        CertCommand.Create(),
        PlanCommand.Create(),
        ProtectCommand.Create(),
        DscCommand.Create(),
        DemoCommand.Create(),
    };
}
