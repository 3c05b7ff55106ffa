using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Acl.Vault;
using ConsulSecurity.Text;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>
/// Makes a token for each service, or for each instance of it: it registers that service and its sidecar, discovers others, and can do
/// nothing else (rules ACL-16, ACL-17, ACL-20). It holds a service identity where Consul has them, exact rules else. Consul makes it, or
/// Vault's Consul secrets engine. Needs acl:write; from Vault, to read its roles and creds.
/// </summary>
[Cmdlet(VerbsCommon.New, "ConsulServiceToken", SupportsShouldProcess = true, DefaultParameterSetName = "Consul")]
[OutputType(typeof(AclToken), typeof(string))]
public sealed class NewConsulServiceTokenCommand : ConsulAclCmdlet
{
    private readonly Dictionary<string, List<string?>> _orders = new(StringComparer.Ordinal);

    /// <summary>The services.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ServiceName", "Name")]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Service { get; set; } = [];

    /// <summary>Makes a token for each of these instances (hosts, containers), so that one can be taken back alone.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? PerInstance { get; set; }

    /// <summary>How long they live: from a minute to 24 hours, for ever where it is not given; from Vault any time, and its default.</summary>
    [Parameter]
    public TimeSpan? ExpirationTtl { get; set; }

    /// <summary>Makes tokens that count in this datacenter only.</summary>
    [Parameter]
    public SwitchParameter Local { get; set; }

    /// <summary>The address of Vault, whose Consul secrets engine makes the tokens: https, or http on loopback.</summary>
    [Parameter(ParameterSetName = "Vault", Mandatory = true)]
    [ValidateNotNull]
    public Uri? VaultAddress { get; set; }

    /// <summary>The token for Vault.</summary>
    [Parameter(ParameterSetName = "Vault", Mandatory = true)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? VaultToken { get; set; }

    /// <summary>Where the Consul secrets engine is enabled; consul by default.</summary>
    [Parameter(ParameterSetName = "Vault")]
    [ValidateNotNullOrEmpty]
    public string VaultMount { get; set; } = "consul";

    /// <summary>A PEM file with the authorities that may have signed Vault's certificate; the system's where it is not given.</summary>
    [Parameter(ParameterSetName = "Vault")]
    [ValidateNotNullOrEmpty]
    public string? VaultCACertificate { get; set; }

    /// <summary>Prints the tokens in clear text instead of objects that hide them.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override void Process()
    {
        foreach (string service in Service)
        {
            foreach (string? instance in (string?[]?)PerInstance ?? [null])
            {
                if (ShouldProcess(AclServiceTokens.Description(service, instance), VaultAddress is null ? "Make a token" : $"Have Vault at '{VaultAddress}' make a token"))
                {
                    _orders[service] = [.. _orders.TryGetValue(service, out List<string?>? before) ? before : [], instance];
                }
            }
        }
    }

    private protected override void End()
    {
        if (_orders.Count > 0 && VaultAddress is not null)
        {
            MakeByVault(VaultAddress);
        }
        else if (_orders.Count > 0)
        {
            MakeByConsul();
        }
    }

    private void MakeByVault(Uri address)
    {
        using var vault = new VaultClient(address, VaultToken!, VaultCACertificate is null ? null : GetUnresolvedProviderPathFromPSPath(VaultCACertificate));
        foreach (KeyValuePair<string, List<string?>> order in _orders)
        {
            GuardOne(() => WriteTokens(Await((log, cancellation) =>
                new VaultServiceTokens(vault, VaultMount, Client(log), log) { Lifetime = ExpirationTtl, IsLocal = Local }.MakeAsync(order.Key, order.Value, cancellation))));
        }
    }

    private void MakeByConsul()
    {
        Version? version = Await((log, cancellation) => new AclStateReader(Client(log), log).ReadVersionAsync(cancellation));
        var tokens = new List<JObject>();
        foreach (KeyValuePair<string, List<string?>> order in _orders)
        {
            GuardOne(() => tokens.AddRange(Await((log, cancellation) => DraftAsync(log, order.Key, order.Value, version, cancellation))));
        }

        if (tokens.Count > 0)
        {
            Report(
                Await((log, cancellation) => new AclTokenMaker(Client(log), log).MakeAsync(tokens, cancellation)),
                outcome => WriteTokens([AclObjects.Token(outcome.Result!)]));
        }
    }

    private async Task<IReadOnlyList<JObject>> DraftAsync(IOperationLog log, string service, List<string?> instances, Version? version, CancellationToken cancellation)
    {
        if (ExpirationTtl is { } lifetime)
        {
            AclTokenMaker.CheckLifetime(lifetime, service);
        }

        string? policy = AclServiceTokens.NeedsPolicy(service, version)
            ? await new AclServiceTokens(Editor(log)).EnsurePolicyAsync(service, cancellation).ConfigureAwait(false)
            : null;
        JObject[] tokens = [.. instances.Select(instance => AclServiceTokens.Token(service, instance, version, policy))];
        foreach (JObject token in tokens)
        {
            token["Local"] = (bool)Local;
            if (ExpirationTtl is { } ttl)
            {
                token["ExpirationTTL"] = GoDuration.Write(ttl);
            }
        }

        return tokens;
    }

    private void WriteTokens(IEnumerable<AclToken> tokens)
    {
        foreach (AclToken token in tokens)
        {
            WriteObject(AsPlainText ? token.Reveal() : token);
        }
    }
}
