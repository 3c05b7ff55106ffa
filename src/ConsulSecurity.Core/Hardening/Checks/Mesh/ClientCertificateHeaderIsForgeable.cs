using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-21: Sidecars SHALL take away the client certificate's header that callers send (SanitizeXForwardedClientCert).</summary>
internal sealed class ClientCertificateHeaderIsForgeable() : EntryCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-21",
        Area = CheckArea.Mesh,
        Severity = Severity.Low,
        Level = 2,
        Since = new Version(1, 12),
        Title = "Sidecars SHALL take away the client certificate's header that callers send (SanitizeXForwardedClientCert).",
        Why = "Applications that trust X-Forwarded-Client-Cert believe whatever the caller wrote.",
        GivenUp = "A caller can claim another identity to the application.",
        Remedy = "Set HTTP.SanitizeXForwardedClientCert = true in the mesh entry.",
        Needs = "service_prefix \"\" read and operator:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/config-entries/mesh"],
    }, "HTTP.SanitizeXForwardedClientCert = true",
    "mesh")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Does an application trust X-Forwarded-Client-Cert?")];

    protected override string? Fault(ConfigEntryEvidence entry) => IsTrue(entry, "HTTP.SanitizeXForwardedClientCert") ? null : "HTTP.SanitizeXForwardedClientCert = false";

    protected override Judgement WithoutEntries() => Judgement.Of(false, Offenders.Cluster, "true", "there is no mesh entry");
}
