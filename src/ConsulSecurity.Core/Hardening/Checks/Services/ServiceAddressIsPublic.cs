using System;
using System.Collections.Generic;
using System.Net;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-07: No service SHALL be registered at an address of the internet, or at all addresses.</summary>
internal sealed class ServiceAddressIsPublic() : ServiceCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-07",
        Area = CheckArea.Service,
        Severity = Severity.High,
        Level = 1,
        Title = "No service SHALL be registered at an address of the internet, or at all addresses.",
        Why = "Others find it by that address.",
        GivenUp = "The service is offered to everyone, or others are sent to an address that is none.",
        Remedy = "Set the service's address to that of its host in the private network; an application behind a sidecar needs none.",
        Needs = "service_prefix \"\" read, node_prefix \"\" read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/services/configuration/services-configuration-reference"],
    }, "a private address")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("By which private address is the service reached?")];

    protected override Func<ServiceEvidence, string?> Fault(ClusterSnapshot snapshot) => service =>
        service.Address is "0.0.0.0" or "::" or "[::]" ? $"address {service.Address}"
        : IPAddress.TryParse(service.EffectiveAddress, out _) && !Addresses.IsPrivate(service.EffectiveAddress) ? $"address {service.EffectiveAddress} is of the internet"
        : null;
}
