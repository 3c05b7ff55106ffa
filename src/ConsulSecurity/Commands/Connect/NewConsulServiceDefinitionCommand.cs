using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Connect;

namespace ConsulSecurity.Commands;

/// <summary>
/// Makes the definition of a service instance for the mesh: with a token of its own, a sidecar (or -Native), and the application on
/// loopback (rules SVC-01 to SVC-11). With -Path it writes a private file for an agent's configuration folder. Asks no agent.
/// </summary>
[Cmdlet(VerbsCommon.New, "ConsulServiceDefinition", SupportsShouldProcess = true)]
[OutputType(typeof(ConsulServiceDefinition))]
public sealed class NewConsulServiceDefinitionCommand : ConsulCmdlet
{
    /// <summary>The service's name, in lower case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>The application's port on loopback; with -Native its port in the mesh.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public int Port { get; set; }

    /// <summary>The instance's id, where a host has several instances; the name by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Id { get; set; }

    /// <summary>The token that the instance is registered with, from New-ConsulServiceToken.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    /// <summary>Whom the application calls: names of services, and the ports on loopback where it calls them (<c>@{ api = 9191 }</c>).</summary>
    [Parameter]
    public Hashtable Upstream { get; set; } = [];

    /// <summary>The sidecar's port; the next free one of the agent's range by default.</summary>
    [Parameter]
    public int? SidecarPort { get; set; }

    /// <summary>The application speaks the mesh's TLS itself and has no sidecar.</summary>
    [Parameter]
    public SwitchParameter Native { get; set; }

    /// <summary>Tags of the service.</summary>
    [Parameter]
    public string[] Tag { get; set; } = [];

    /// <summary>Names and values of one's own.</summary>
    [Parameter]
    public Hashtable Meta { get; set; } = [];

    /// <summary>The path of a health check over HTTP; without it the check is that the port takes connections.</summary>
    [Parameter]
    public string? HttpCheck { get; set; }

    /// <summary>Writes the definition to this file, .hcl or .json, which only its owner may read.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process()
    {
        var definition = new ConsulServiceDefinition
        {
            Name = Name,
            Id = string.IsNullOrEmpty(Id) ? Name : Id!,
            Port = Port,
            Token = Token,
            IsNative = Native,
            SidecarPort = SidecarPort,
            Upstream = [.. Pairs(Upstream).Select(pair => new ServiceUpstream { Name = pair.Key, Port = ToPort(pair.Value) })],
            Tag = Tag,
            Meta = Pairs(Meta).ToDictionary(pair => pair.Key, pair => pair.Value),
            HttpCheck = HttpCheck,
        };
        ServiceDefinitions.Check(definition);
        if (Path is not null)
        {
            string path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
            if (!ShouldProcess(path, $"Write the definition of '{definition}'"))
            {
                return;
            }

            ServiceDefinitions.Write(definition, path, Force);
        }

        if (!definition.HasToken)
        {
            WriteWarning($"The service '{definition}' has no token of its own: where ACLs are on it cannot be registered, or takes the agent's (New-ConsulServiceToken makes one).");
        }

        WriteObject(definition);
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(Hashtable table) => table.Cast<DictionaryEntry>()
        .Select(entry => new KeyValuePair<string, string>(entry.Key.ToString()!, entry.Value?.ToString() ?? string.Empty))
        .OrderBy(pair => pair.Key, System.StringComparer.Ordinal);

    // What is no number is no port either, and is refused as one.
    private static int ToPort(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : 0;
}
