using System;
using System.Collections.Generic;
using System.Management.Automation;
using ConsulSecurity.Acl;
using ConsulSecurity.Text;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>
/// Makes a token for each service, or for each instance of it: it registers that service and its sidecar, discovers others, and can do
/// nothing else (rules ACL-16, ACL-17, ACL-20). It holds a service identity where Consul has them, exact rules else. Needs acl:write.
/// </summary>
[Cmdlet(VerbsCommon.New, "ConsulServiceToken", SupportsShouldProcess = true)]
[OutputType(typeof(AclToken), typeof(string))]
public sealed class NewConsulServiceTokenCommand : ConsulAclCmdlet
{
    private readonly List<string> _services = [];

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

    /// <summary>How long they live: from a minute to 24 hours; for ever where it is not given.</summary>
    [Parameter]
    public TimeSpan? ExpirationTtl { get; set; }

    /// <summary>Makes tokens that count in this datacenter only.</summary>
    [Parameter]
    public SwitchParameter Local { get; set; }

    /// <summary>Prints the tokens in clear text instead of objects that hide them.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override void Process() => _services.AddRange(Service);

    private protected override void End()
    {
        Version? version = Await((log, cancellation) => new AclStateReader(Client(log), log).ReadVersionAsync(cancellation));
        var tokens = new List<JObject>();
        foreach (string service in _services)
        {
            try
            {
                Add(tokens, service, version);
            }
            catch (ConsulSecurityException e)
            {
                WriteError(ErrorRecords.From(e));
            }
        }

        if (tokens.Count > 0)
        {
            Report(Await((log, cancellation) => new AclTokenMaker(Client(log), log).MakeAsync(tokens, cancellation)), outcome =>
            {
                AclToken token = AclObjects.Token(outcome.Result!);
                WriteObject(AsPlainText ? token.Reveal() : token);
            });
        }
    }

    private void Add(List<JObject> tokens, string service, Version? version)
    {
        if (ExpirationTtl is { } lifetime)
        {
            AclTokenMaker.CheckLifetime(lifetime, service);
        }

        foreach (string? instance in (string?[]?)PerInstance ?? [null])
        {
            if (!ShouldProcess(instance is null ? $"service '{service}'" : $"service '{service}', instance '{instance}'", "Make a token"))
            {
                continue;
            }

            string? policy = AclServiceTokens.NeedsPolicy(service, version)
                ? Await((log, cancellation) => new AclServiceTokens(Editor(log)).EnsurePolicyAsync(service, cancellation))
                : null;
            JObject token = AclServiceTokens.Token(service, instance, version, policy);
            token["Local"] = (bool)Local;
            if (ExpirationTtl is { } ttl)
            {
                token["ExpirationTTL"] = GoDuration.Write(ttl);
            }

            tokens.Add(token);
        }
    }
}
