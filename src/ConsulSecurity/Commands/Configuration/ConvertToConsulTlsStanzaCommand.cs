using System.Management.Automation;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Commands;

/// <summary>
/// Writes what a configuration says about TLS in the spelling of another version: the <c>tls</c> block of 1.12 and later with every interface said by
/// itself, or the old names. What is verified stays what it is.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "ConsulTlsStanza")]
[OutputType(typeof(string))]
public sealed class ConvertToConsulTlsStanzaCommand : ConfigurationPathCmdlet
{
    /// <summary>The version whose rules the configuration means now; 1.11 for the old names, 1.12 for the tls block where it is not given.</summary>
    [Parameter]
    public string? FromVersion { get; set; }

    private protected override void Run()
    {
        System.Version from = TlsStanza.SourceVersion(Paths, ConsulVersions.Parse(FromVersion));
        WriteObject(TlsStanza.Convert(MergedConfiguration.Read(Paths, from), Version));
    }
}
