using System.Management.Automation;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Commands;

/// <summary>
/// Shows the certificate authority of the service mesh: provider, trust domain and roots, and where a private key lies; never a key or a
/// token (rules MSH-02 to MSH-10). The roots need no permission; provider and settings need operator:write.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ConsulConnectCA")]
[OutputType(typeof(ConsulConnectCA))]
public sealed class GetConsulConnectCACommand : ConsulApiCmdlet
{
    /// <summary>Looks at the certificates of all registered sidecars too: who shows one of a former root still. Needs service:read.</summary>
    [Parameter]
    public SwitchParameter Sidecar { get; set; }

    private protected override void End() => WriteObject(Await((log, cancellation) =>
        new ConnectAuthority(Connection!, new ConnectApi(Client(log)), log)
        {
            Sidecars = Sidecar ? new SidecarCertificates(new CatalogApi(Client(log))) : null,
        }.ReadAsync(cancellation)));
}
