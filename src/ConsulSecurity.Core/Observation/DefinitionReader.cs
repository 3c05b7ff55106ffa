using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Observation;

/// <summary>Reads the services that configuration files define, and finds their tokens and those of checks.</summary>
internal sealed class DefinitionReader(TokenFinder finder)
{
    private readonly List<ServiceDefinitionEvidence> _services = [];
    private readonly List<FoundToken> _tokens = [];

    public IReadOnlyList<FoundToken> Tokens => _tokens;

    public IReadOnlyList<ServiceDefinitionEvidence> Read(MergedConfiguration merged)
    {
        foreach (ConfigObject service in Blocks(merged, "service").Concat(Blocks(merged, "services")))
        {
            Service(service, null, string.Empty);
        }

        foreach (ConfigObject check in Blocks(merged, "check").Concat(Blocks(merged, "checks")))
        {
            Check(check, string.Empty);
        }

        return _services;
    }

    private static IEnumerable<ConfigObject> Blocks(MergedConfiguration merged, string setting) =>
        merged.Settings.TryGetValue(setting, out MergedSetting? found) ? found.Said.SelectMany(said => ConfigBlocks.Of(said.Value as ConfigValue)) : [];

    private void Service(ConfigObject block, ServiceDefinitionEvidence? parent, string parentToken)
    {
        string own = DefinitionField.Text(block, "token");
        string token = own.Length > 0 ? own : parentToken;
        string name = DefinitionField.Text(block, "name") is { Length: > 0 } said ? said : parent is null ? string.Empty : parent.Name + "-sidecar-proxy";
        FoundToken? found = token.Length == 0 ? null : finder.Found($"service {name}", token, block.Location);
        if (found is not null && own.Length > 0)
        {
            _tokens.Add(found);
        }

        var service = new ServiceDefinitionEvidence
        {
            Name = name,
            Id = DefinitionField.Text(block, "id") is { Length: > 0 } id ? id : parent is null ? name : parent.Id + "-sidecar-proxy",
            Kind = parent is not null ? "connect-proxy" : DefinitionField.Text(block, "kind"),
            Address = DefinitionField.Text(block, "address") is { Length: > 0 } address ? address : parent?.Address ?? string.Empty,
            Port = DefinitionField.Number(block, "port"),
            HasToken = found is not null,
            TokenLabel = found?.Use.Label,
            IsSidecar = parent is not null,
            EnableTagOverride = DefinitionField.IsTrue(block, "enable_tag_override"),
            Proxy = Proxy(block, parent),
            Location = block.Location,
        };
        _services.Add(service);
        foreach (ConfigObject check in ConfigBlocks.Of(DefinitionField.Get(block, "check")).Concat(ConfigBlocks.Of(DefinitionField.Get(block, "checks"))))
        {
            Check(check, service.Name);
        }

        if (DefinitionField.Object(DefinitionField.Get(block, "connect")) is { } connect
            && DefinitionField.Object(DefinitionField.Get(connect, "sidecar_service")) is { } sidecar)
        {
            Service(sidecar, service, token);
        }
    }

    private static ProxyEvidence? Proxy(ConfigObject block, ServiceDefinitionEvidence? parent)
    {
        ConfigObject? proxy = DefinitionField.Object(DefinitionField.Get(block, "proxy"));
        if (proxy is null && parent is null)
        {
            return null;
        }

        ConfigObject? expose = proxy is null ? null : DefinitionField.Object(DefinitionField.Get(proxy, "expose"));
        ConfigObject[] upstreams = [.. proxy is null ? [] : ConfigBlocks.Of(DefinitionField.Get(proxy, "upstreams"))];
        return new ProxyEvidence
        {
            Destination = DefinitionField.Text(proxy, "destination_service_name") is { Length: > 0 } name ? name : parent?.Name ?? string.Empty,
            DestinationId = DefinitionField.Text(proxy, "destination_service_id") is { Length: > 0 } id ? id : parent?.Id ?? string.Empty,
            LocalAddress = DefinitionField.Text(proxy, "local_service_address") is { Length: > 0 } local ? local : "127.0.0.1",
            LocalPort = DefinitionField.Number(proxy, "local_service_port") is > 0 and int port ? port : parent?.Port ?? 0,
            Upstreams =
            [
                .. upstreams.Select(upstream => new UpstreamEvidence(
                    DefinitionField.Text(upstream, "destination_name"),
                    DefinitionField.Text(upstream, "local_bind_address") is { Length: > 0 } bind ? bind : "127.0.0.1",
                    DefinitionField.Number(upstream, "local_bind_port"))),
            ],
            ExposesChecks = DefinitionField.IsTrue(expose, "checks"),
            ExposedPaths = [.. expose is null ? [] : ConfigBlocks.Of(DefinitionField.Get(expose, "paths")).Select(path => DefinitionField.Text(path, "path"))],
            EscapeHatches = [.. new[] { proxy }.Concat(upstreams).SelectMany(DefinitionField.EscapeHatches)],
            MutualTlsMode = DefinitionField.Text(proxy, "mutual_tls_mode"),
        };
    }

    private void Check(ConfigObject check, string service)
    {
        string name = DefinitionField.Text(check, "name") is { Length: > 0 } said ? said : DefinitionField.Text(check, "id") is { Length: > 0 } id ? id : service;
        if (DefinitionField.Text(check, "token") is { Length: > 0 } token)
        {
            _tokens.Add(finder.Found($"check {name}", token, check.Location));
        }
    }
}
