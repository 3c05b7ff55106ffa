using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace ConsulSecurity.Loader;

/// <summary>
/// The module's own load context on PowerShell 7: our packages do not meet other modules' copies of them.
/// ConsulSecurity.Model stays in the default context, so that its types have names in the user's session.
/// </summary>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private static readonly object s_lock = new();
    private static ModuleLoadContext? s_instance;

    private readonly string _folder;

    private ModuleLoadContext(string folder)
        : base("ConsulSecurity") => _folder = folder;

    /// <summary>Loads the cmdlets once per process; every further call gives the same assembly.</summary>
    /// <param name="folder">The folder with the module's assemblies.</param>
    /// <returns>The assembly with the cmdlets, for Import-Module -Assembly.</returns>
    public static Assembly Initialize(string folder)
    {
        lock (s_lock)
        {
            if (s_instance is null)
            {
                Default.LoadFromAssemblyPath(Path.Combine(folder, "ConsulSecurity.Model.dll"));
                s_instance = new ModuleLoadContext(folder);
                Assembly core = s_instance.LoadFromAssemblyPath(Path.Combine(folder, "ConsulSecurity.Core.dll"));
                UnixSocketHandler.Register(core);
                TlsHandler.Register(core);
            }

            return s_instance.LoadFromAssemblyPath(Path.Combine(s_instance._folder, "ConsulSecurity.dll"));
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == "ConsulSecurity.Model")
        {
            return null;
        }

        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
